package io.nodethaw.collect.proc;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.evidence.KernelWaits;
import io.nodethaw.evidence.WaitChannel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the threads of a process that the kernel holds. Nearly all threads rest in a wait that a signal ends; of them one small
 * file is read (wchan), because that tells enough. Where the kernel hides it, or a thread runs, stat tells.
 */
final class KernelWaitsReader {
    /** The most threads looked at: a daemon in trouble has thousands, and those that are held are alike. */
    static final int MOST = 4096;

    /** The most held threads that are kept. */
    static final int MOST_HELD = 64;

    private final KernelFile file = new KernelFile(1024);

    KernelWaits read(Host host, int pid) throws IOException {
        var folder = host.proc(pid, "task").toString();
        int[] threads = Numbers.in(folder);
        int most = Math.min(threads.length, MOST);
        List<KernelWaits.Held> held = new ArrayList<>();
        for (int i = 0; i < most && held.size() < MOST_HELD; i++) {
            try {
                held(folder + "/" + threads[i]).ifPresent(held::add);
            } catch (NotAskedException ended) {
                // it ended since the folder was listed
            }
        }
        return new KernelWaits(pid, most, held);
    }

    private Optional<KernelWaits.Held> held(String folder) throws IOException {
        var wchan = wchan(file, folder);
        if (WaitChannel.isEndedBySignals(wchan)) {
            return Optional.empty();
        }
        var scan = file.readOnePiece(folder + "/stat");
        var stat = StatLine.parse(scan);
        if (stat.state() != 'D' && !WaitChannel.isFuse(wchan)) {
            return Optional.empty();
        }
        return Optional.of(new KernelWaits.Held(
                stat.pid(),
                stat.comm(),
                stat.state(),
                wchan,
                Optional.of(StatLine.processor(scan)),
                SchedFile.lastRan(folder + "/sched")));
    }

    /**
     * Where a thread sleeps in the kernel; empty when the kernel does not say (it runs, CONFIG_KALLSYMS is off, or we have no
     * permission).
     */
    static String wchan(KernelFile file, String folder) throws IOException {
        try {
            var name = file.read(folder + "/wchan").word();
            return name.equals("0") ? "" : name;
        } catch (NotAskedException none) {
            return "";
        }
    }
}
