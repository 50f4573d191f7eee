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

/**
 * Reads the links of open files as text. A link is never followed: what it leads to may hang (a sick mount, a fifo). Anybody may
 * have a million files open, so there are bounds for one process and for all that are read by one reader; the lowest numbers
 * are read, where a daemon has what it listens at. Used by one thread.
 */
public final class OpenFiles {
    /** A daemon that serves a thousand containers has some ten thousand. */
    static final int MOST_OF_ONE = 16 << 10;

    /** A node of five hundred containers has some fifty thousand; each takes about 150 bytes of memory. */
    static final int MOST_OF_ALL = 256 << 10;

    /** Of each of those that come after: the usual soft limit (RLIMIT_NOFILE, include/uapi/linux/fs.h INR_OPEN_CUR). */
    static final int FEW = 1 << 10;

    /**
     * What stands for a link that the kernel does not tell: of a file whose path is longer than a page, say, which anybody may
     * open, or send to another process (fs/proc/base.c, do_proc_readlink).
     */
    private static final String UNREADABLE = "(unreadable)";

    private final Host host;
    private final int mostOfOne;
    private final int few;
    private int left;
    private boolean manySeen;

    public OpenFiles(Host host) {
        this(host, MOST_OF_ONE, MOST_OF_ALL, FEW);
    }

    OpenFiles(Host host, int mostOfOne, int mostOfAll, int few) {
        this.host = host;
        this.mostOfOne = mostOfOne;
        this.left = mostOfAll;
        this.few = few;
    }

    /** The open files and the working directory of a process. */
    public Descriptors of(int pid) throws IOException {
        var folder = host.proc(pid, "fd");
        int most = left > 0 ? mostOfOne : few;
        int[] numbers = numbers(folder, most + 1);
        boolean isCut = numbers.length > most;
        manySeen |= isCut;
        Arrays.sort(numbers);
        var open = new ArrayList<Descriptors.Descriptor>();
        for (int i = 0; i < Math.min(numbers.length, most); i++) {
            try {
                open.add(new Descriptors.Descriptor(numbers[i], target(folder, numbers[i])));
            } catch (NoSuchFileException closed) {
                // since the folder was listed
            }
        }
        left -= open.size();
        return new Descriptors(pid, open, workingDirectory(pid), isCut ? Optional.of(most) : Optional.empty());
    }

    /** Listing all is faster and costs the kernel memory for each; once that was a million, no more are listed than are read. */
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
