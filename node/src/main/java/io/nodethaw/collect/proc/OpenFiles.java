package io.nodethaw.collect.proc;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.NotPermittedException;
import io.nodethaw.evidence.Descriptors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads the links of open files as text. A link is never followed: its target may hang (a sick mount, a fifo). Any process may
 * have a million files open, so there are limits for one process and for all processes that one reader reads. The lowest
 * numbers are read, because daemons have their listening sockets there. Any thread may use it.
 */
public final class OpenFiles {
    /** The most open files read of one process. A daemon that serves a thousand containers has some ten thousand. */
    static final int MOST_OF_ONE = 16 << 10;

    /**
     * The most open files read in all. A node with five hundred containers has some fifty thousand; each takes about 150 bytes
     * of memory.
     */
    static final int MOST_OF_ALL = 256 << 10;

    /**
     * The most open files read of each further process once that many were read: the usual soft limit (RLIMIT_NOFILE,
     * include/uapi/linux/fs.h INR_OPEN_CUR).
     */
    static final int FEW = 1 << 10;

    /**
     * Stands for a link that the kernel does not tell, for example because the path of the file is longer than a page; anybody
     * may open such a file, or send it to another process (fs/proc/base.c, do_proc_readlink).
     */
    private static final String UNREADABLE = "(unreadable)";

    private final Host host;
    private final int mostOfOne;
    private final int few;
    private final AtomicInteger left;
    private volatile boolean manySeen;

    public OpenFiles(Host host) {
        this(host, MOST_OF_ONE, MOST_OF_ALL, FEW);
    }

    OpenFiles(Host host, int mostOfOne, int mostOfAll, int few) {
        this.host = host;
        this.mostOfOne = mostOfOne;
        this.left = new AtomicInteger(mostOfAll);
        this.few = few;
    }

    /** The open files and the working directory of a process. */
    public Descriptors of(int pid) throws IOException {
        var folder = host.proc(pid, "fd");
        int most = left.get() > 0 ? mostOfOne : few;
        int[] numbers = numbers(folder, most + 1);
        boolean isCut = numbers.length > most;
        if (isCut) {
            manySeen = true;
        }
        Arrays.sort(numbers);
        var open = new ArrayList<Descriptors.Descriptor>();
        for (int i = 0; i < Math.min(numbers.length, most); i++) {
            try {
                open.add(new Descriptors.Descriptor(numbers[i], target(folder, numbers[i])));
            } catch (NoSuchFileException closed) {
                // it ended or was closed since the folder was listed
            }
        }
        left.addAndGet(-open.size());
        return new Descriptors(pid, open, workingDirectory(pid), isCut ? Optional.of(most) : Optional.empty());
    }

    /**
     * Listing all entries is faster but costs kernel memory for each. Once a process had very many, no more are listed than are
     * read.
     */
    private int[] numbers(Path folder, int most) throws IOException {
        return manySeen ? Numbers.first(folder, most) : Numbers.in(folder.toString());
    }

    private static String target(Path folder, int number) throws IOException {
        var path = folder.resolve(Integer.toString(number));
        try {
            return link(path);
        } catch (NoSuchFileException closed) {
            throw closed;
        } catch (IOException e) {
            var why = KernelFile.explainOpen(path.toString(), e);
            if (why instanceof NotAskedException || why instanceof NotPermittedException) {
                throw why;
            }
            return UNREADABLE;
        }
    }

    private String workingDirectory(int pid) {
        try {
            return link(host.proc(pid, "cwd"));
        } catch (IOException e) {
            return "";
        }
    }

    private static String link(Path path) throws IOException {
        return Files.readSymbolicLink(path).toString();
    }
}
