package io.nodethaw.analysis;

/**
 * What to do about a root, as far as the evidence supports it.
 *
 * @param command one line for a shell on the node, with the real process or unit
 * @param what what it does, or what to see to before
 */
public record Step(String command, String what, Kind kind) {
    /** What kind of command it is: who may give it, and what it can be joined with. */
    public enum Kind {
        /** One that root gives, or anybody else with sudo before it. */
        COMMAND,
        /** One whose output the shell writes to a file: sudo before it does not help. */
        REDIRECTED,
        /** Lets stopped processes go on; their pids stand at its end. */
        GO_ON,
        /** Shows the page of a finding, which anybody may read. */
        PAGE
    }

    private static final String CONTINUE = "kill -CONT ";

    /** A command for root. */
    public Step(String command, String what) {
        this(command, what, Kind.COMMAND);
    }

    /** Lets a stopped process go on. */
    public static Step goOn(int pid) {
        return new Step(CONTINUE + pid, "lets it go on; find out who stopped it", Kind.GO_ON);
    }

    /** Shows the page of a finding. */
    public static Step page(String code, String what) {
        return new Step("nodethaw explain " + code, what, Kind.PAGE);
    }

    /** True when it shows the page of this finding. */
    public boolean shows(String code) {
        return kind == Kind.PAGE && command.equals(page(code, what).command);
    }

    /** The step for somebody who is not root. */
    public Step withSudo() {
        return switch (kind) {
            case COMMAND, GO_ON -> new Step("sudo " + command, what, kind);
            case REDIRECTED, PAGE -> this;
        };
    }

    /** True when both let processes go on, so that one command does for both. */
    public boolean joins(Step other) {
        return kind == Kind.GO_ON && other.kind == Kind.GO_ON;
    }

    /** One command for both. */
    public Step and(Step other) {
        return new Step(
                command + " " + other.command.substring(CONTINUE.length()),
                "lets them go on; find out who stopped them",
                Kind.GO_ON);
    }
}
