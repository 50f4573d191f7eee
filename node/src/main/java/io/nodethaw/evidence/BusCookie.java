package io.nodethaw.evidence;

/**
 * The message counter of PID 1's connection to the bus, read from its memory; the instance is "fd/unique name/version".
 *
 * @param value the last cookie that was used, 64 bits
 * @param certain true when exactly one sd_bus object fits and the place of its counter is confirmed
 * @param how what confirmed it
 */
public record BusCookie(long value, boolean certain, String how) {
    public static final FactType<BusCookie> TYPE = FactType.ofInit("bus-cookie", BusCookie.class);

    /** The key of a connection; 0 for a version that is not known. */
    public static Key key(int fd, String uniqueName, int version) {
        return TYPE.key(fd + "/" + uniqueName + "/" + version);
    }
}
