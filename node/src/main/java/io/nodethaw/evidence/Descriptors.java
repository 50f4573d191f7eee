package io.nodethaw.evidence;

import java.util.List;
import java.util.Optional;

/**
 * The open files of one process, from the links of {@code /proc/PID/fd}; the instance is the pid.
 *
 * @param workingDirectory target of {@code /proc/PID/cwd}; a shim's ends in its container id; empty when unreadable
 * @param most when there were more open files than are read, how many were read; empty when these are all
 */
public record Descriptors(int pid, List<Descriptor> open, String workingDirectory, Optional<Integer> most) {
    public static final FactType<Descriptors> TYPE = FactType.ofProcess("descriptors", Descriptors.class);

    private static final int STANDARD_ERROR = 2;

    public Descriptors {
        open = List.copyOf(open);
    }

    /** The list of all open files. */
    public Descriptors(int pid, List<Descriptor> open, String workingDirectory) {
        this(pid, open, workingDirectory, Optional.empty());
    }

    /**
     * One open file.
     *
     * @param number of the open file; below zero where a text does not tell which one it is
     * @param target the link's text: "socket:[INODE]", "pipe:[INODE]", "anon_inode:[eventpoll]" or a path
     */
    public record Descriptor(int number, String target) {
        /** The number of an open file, where it is not told; others that are not told have lower ones. */
        public static final int UNTOLD = -1;

        /** Inode of a socket. */
        public Optional<Long> socket() {
            return inode("socket:[");
        }

        /** Inode of an unnamed pipe. */
        public Optional<Long> pipe() {
            return inode("pipe:[");
        }

        /** True for an epoll set. */
        public boolean isEpoll() {
            return target.equals("anon_inode:[eventpoll]");
        }

        private Optional<Long> inode(String prefix) {
            if (!target.startsWith(prefix) || !target.endsWith("]")) {
                return Optional.empty();
            }
            try {
                return Optional.of(Long.parseLong(target.substring(prefix.length(), target.length() - 1)));
            } catch (NumberFormatException e) {
                return Optional.empty(); // an ordinary file whose name looks like that
            }
        }
    }

    /**
     * True when nothing is open but standard input, output and error, which stay open where systemd closes all its files
     * (src/basic/fd-util.c, close_all_fds).
     */
    public boolean hasStandardStreamsOnly() {
        return most.isEmpty() && open.stream().allMatch(file -> file.number() >= 0 && file.number() <= STANDARD_ERROR);
    }

    /** The open file with this number. */
    public Optional<Descriptor> find(int number) {
        return open.stream().filter(descriptor -> descriptor.number() == number).findFirst();
    }
}
