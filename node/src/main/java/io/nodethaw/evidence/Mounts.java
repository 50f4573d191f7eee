package io.nodethaw.evidence;

import java.util.List;

/** {@code /proc/PID/mountinfo}; the instance is the pid. */
public record Mounts(int pid, List<Mount> mounts) {
    public static final FactType<Mounts> TYPE = FactType.ofProcess("mounts", Mounts.class);

    public Mounts {
        mounts = List.copyOf(mounts);
    }

    /**
     * One mount.
     *
     * @param device "MAJOR:MINOR" in decimal
     * @param options super block options, where a FUSE mount names its fd and an NFS mount its server
     */
    public record Mount(
            int id, int parent, String device, String root, String point, String type, String source, String options) {}
}
