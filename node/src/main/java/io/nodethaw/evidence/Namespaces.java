package io.nodethaw.evidence;

/**
 * Inode numbers of the namespaces of one process, from the links of {@code /proc/PID/ns}; 0 when a link could not be read. The
 * instance is the pid.
 */
public record Namespaces(int pid, long mount, long process, long network) {
    public static final FactType<Namespaces> TYPE = FactType.ofProcess("namespaces", Namespaces.class);
}
