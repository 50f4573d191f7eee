package io.nodethaw.evidence;

import java.util.List;
import java.util.Optional;

/** What the kernel counts of the NFS servers of the mounts that a process sees, {@code /proc/PID/mountstats}; the instance is the pid. */
public record ServerReplies(int pid, List<Mount> mounts) {
    public static final FactType<ServerReplies> TYPE =
            FactType.ofProcess("server-replies", ServerReplies.class).readTwice();

    public ServerReplies {
        mounts = List.copyOf(mounts);
    }

    /**
     * One mount of NFS.
     *
     * @param received replies over all its connections, which it may share with other mounts of the same server
     */
    public record Mount(String point, long received) {}

    /** How many replies have come from the server of the mount at this place. */
    public Optional<Long> received(String point) {
        return mounts.stream()
                .filter(mount -> mount.point().equals(point))
                .map(Mount::received)
                .reduce((_, last) -> last);
    }
}
