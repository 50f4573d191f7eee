package io.nodethaw.evidence;

/**
 * A kind of fact: its name in keys and JSON, and the record that holds it.
 *
 * @param name short kebab-case name, stable for ever
 * @param type the record inside {@link Reading.Seen}
 * @param about whom its instances are about
 * @param changing true when a look that takes a second sample reads it again, to see what moves and what lasts
 */
public record FactType<T>(String name, Class<T> type, About about, boolean changing) {
    public FactType {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a fact type needs a name: " + type);
        }
    }

    /** Whom a fact is about. */
    public enum About {
        /** The process whose pid the instance is, or begins with: "12", "12/5". */
        PROCESS,
        /** PID 1, whatever the instance is. */
        INIT,
        /** The node, a path, a port: no process that the instance names. */
        OTHER
    }

    /** A fact that is about no process that its instances name. */
    public FactType(String name, Class<T> type) {
        this(name, type, About.OTHER, false);
    }

    /** A fact about the process whose pid each instance is or begins with. */
    public static <T> FactType<T> ofProcess(String name, Class<T> type) {
        return new FactType<>(name, type, About.PROCESS, false);
    }

    /** A fact about PID 1. */
    public static <T> FactType<T> ofInit(String name, Class<T> type) {
        return new FactType<>(name, type, About.INIT, false);
    }

    /** The same fact, which every second sample reads again where the first one read it. */
    public FactType<T> readTwice() {
        return new FactType<>(name, type, about, true);
    }

    /** The process that an instance is about; 0 for none. */
    public int pid(String instance) {
        return switch (about) {
            case PROCESS -> leadingNumber(instance);
            case INIT -> ProcessTable.INIT;
            case OTHER -> 0;
        };
    }

    private static int leadingNumber(String instance) {
        int slash = instance.indexOf('/');
        try {
            return Integer.parseInt(slash < 0 ? instance : instance.substring(0, slash));
        } catch (NumberFormatException e) {
            return 0; // of saved evidence that somebody has changed
        }
    }

    /** The key of one instance of this fact: a pid, a container id, or "" when a node has only one. */
    public Key key(String instance) {
        return new Key(name, instance);
    }

    /** The key of the instance named by a number (a pid). */
    public Key key(long instance) {
        return key(Long.toString(instance));
    }

    /** The key of the only instance. */
    public Key key() {
        return key("");
    }
}
