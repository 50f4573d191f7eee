package io.nodethaw.collect.proc;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.Pieces;
import io.nodethaw.evidence.ProcessTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** One pass over all processes. */
final class ProcessTableReader {
    private ProcessTableReader() {}

    static ProcessTable read(Host host) throws IOException {
        var proc = host.file("/proc").toString();
        int[] pids = Numbers.in(proc);
        var all = new ConcurrentLinkedQueue<List<ProcessTable.Entry>>();
        Pieces.work(host, pids.length, () -> {
            var file = new KernelFile(1024);
            var entries = new ArrayList<ProcessTable.Entry>();
            all.add(entries);
            return piece -> {
                try {
                    entries.add(StatLine.parse(file.readOnePiece(proc + "/" + pids[piece] + "/stat")));
                } catch (NotAskedException ended) {
                    // it ended since the folder was listed
                }
            };
        });
        return new ProcessTable(all.stream().flatMap(List::stream).toList());
    }
}
