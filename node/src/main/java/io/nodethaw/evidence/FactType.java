package io.nodethaw.evidence;

/**
 * A kind of fact: its stable name in keys and JSON, and the record that holds it.
 *
 * @param name short kebab-case name, stable for ever
 * @param type the record inside {@link Reading.Seen}
 */
public record FactType<T>(String name, Class<T> type) {
    public FactType {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a fact type needs a name: " + type);
        }
    }

    /** The key of one instance of this fact: a pid, a container id, or "" where a node has only one. */
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
