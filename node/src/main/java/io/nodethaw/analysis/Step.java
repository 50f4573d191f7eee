package io.nodethaw.analysis;

/**
 * What to do about a root, as far as the evidence supports it.
 *
 * @param command one line for a shell on the node, with the real process or unit
 * @param what what it does, or what to see to before
 */
public record Step(String command, String what) {
    private static final String CONTINUE = "kill -CONT ";

    /** Lets a stopped process go on. */
    public static Step goOn(int pid) {
        return new Step(CONTINUE + pid, "lets it go on; find out who stopped it");
    }

    /** True when both let processes go on, so that one command does for both. */
    public boolean joins(Step other) {
        return command.startsWith(CONTINUE) && other.command.startsWith(CONTINUE);
    }

    /** One command for both. */
    public Step and(Step other) {
        return new Step(
                command + " " + other.command.substring(CONTINUE.length()),
                "lets them go on; find out who stopped them");
    }
}
