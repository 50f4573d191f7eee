package io.nodethaw.init;

/** A way on which systemd can be asked. */
public enum Way {
    /** Through the system bus. */
    BUS("bus"),
    /** On its private socket, where it answers root without a bus. */
    PRIVATE("private");

    private final String instance;

    Way(String instance) {
        this.instance = instance;
    }

    /** The instance of the facts that were asked for on this way. */
    public String instance() {
        return instance;
    }
}
