package io.nodethaw.evidence;

import java.util.List;
import java.util.Optional;

/**
 * {@code /proc/PID/fdinfo/N}; the instance is "pid/fd".
 *
 * @param flags open flags (octal in the file), with O_ACCMODE in the low two bits
 * @param inode number of the file; empty when the kernel does not print it (before 5.14)
 * @param epollTargets for an epoll set: the fds it watches (lines "tfd:", fs/eventpoll.c)
 * @param pidfd for a pidfd: the pid it stands for in our namespace (line "Pid:", kernel/fork.c); -1 when it is gone
 * @param fuseConnection for /dev/fuse: number of the connection (line "fuse_connection:", newer kernels)
 * @param locked files locked through this open file, as {@link FileLocks} names them (lines "lock:", since Linux 4.1); an older
 *     kernel prints none, so an empty list proves nothing
 * @param decides for a fanotify file: the files about whose opening or reading its holder decides
 */
public record DescriptorInfo(
        int pid,
        int fd,
        long flags,
        Optional<Long> inode,
        List<Integer> epollTargets,
        Optional<Integer> pidfd,
        Optional<Long> fuseConnection,
        List<String> locked,
        Optional<Decides> decides) {
    public static final FactType<DescriptorInfo> TYPE = FactType.ofProcess("fdinfo", DescriptorInfo.class);

    public DescriptorInfo {
        epollTargets = List.copyOf(epollTargets);
        locked = List.copyOf(locked);
    }

    /** An open file that is no fanotify file. */
    public DescriptorInfo(
            int pid,
            int fd,
            long flags,
            Optional<Long> inode,
            List<Integer> epollTargets,
            Optional<Integer> pidfd,
            Optional<Long> fuseConnection,
            List<String> locked) {
        this(pid, fd, flags, inode, epollTargets, pidfd, fuseConnection, locked, Optional.empty());
    }

    /**
     * What a fanotify listener decides on: its marks with events that need a permission (fs/notify/fdinfo.c).
     *
     * @param mounts numbers of mounts in its own mount namespace
     * @param devices file systems or files on them, as "MAJOR:MINOR"
     */
    public record Decides(List<Integer> mounts, List<String> devices) {
        public Decides {
            mounts = List.copyOf(mounts);
            devices = List.copyOf(devices);
        }
    }

    /** The key of an open file. */
    public static Key key(int pid, int fd) {
        return TYPE.key(pid + "/" + fd);
    }
}
