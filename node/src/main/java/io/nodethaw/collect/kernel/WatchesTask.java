package io.nodethaw.collect.kernel;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.child.ReaderTask;
import io.nodethaw.evidence.InotifyWatches;
import java.io.BufferedInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Counts the inotify watches of a process: its instances have a line for each (fs/notify/fdinfo.c), "inotify wd:3 ino:...". */
final class WatchesTask implements ReaderTask {
    private static final String INOTIFY = "anon_inode:inotify";

    /** No other line of such a file begins with this letter: the others are pos, flags and mnt_id (fs/proc/fd.c), and ino. */
    private static final byte[] BEGIN = "inotify wd:".getBytes(US_ASCII);

    private final Host host;

    WatchesTask(Host host) {
        this.host = host;
    }

    @Override
    public byte[] read(List<String> arguments) throws IOException {
        int pid = Integer.parseInt(arguments.getFirst());
        var folder = host.proc(pid, "fd").toFile();
        var names = folder.list();
        if (names == null) {
            throw new NotAskedException(folder + " cannot be listed");
        }
        long count = 0;
        for (var name : names) {
            if (isInotify(new File(folder, name).toPath())) {
                count += count(host.proc(pid, "fdinfo/" + name));
            }
        }
        return Long.toString(count).getBytes(US_ASCII);
    }

    private static boolean isInotify(Path link) {
        try {
            return Files.readSymbolicLink(link).toString().equals(INOTIFY);
        } catch (IOException closed) {
            return false;
        }
    }

    private static long count(Path file) {
        try (var in = new BufferedInputStream(new FileInputStream(file.toFile()), 1 << 16)) {
            return lines(in);
        } catch (IOException closed) {
            return 0;
        }
    }

    private static long lines(InputStream in) throws IOException {
        long count = 0;
        int at = 0; // how much of BEGIN the line has; -1 once it differs
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                at = 0;
            } else if (at >= 0) {
                at = next == BEGIN[at] ? at + 1 : -1;
                if (at == BEGIN.length) {
                    count++;
                    at = -1;
                }
            }
        }
        return count;
    }

    static InotifyWatches read(int pid, byte[] answer) throws IOException {
        var text = new String(answer, US_ASCII);
        try {
            return new InotifyWatches(pid, Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw new IOException("a number expected, found '" + text + "'", e);
        }
    }
}
