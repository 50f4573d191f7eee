package io.nodethaw.collect.proc;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.evidence.ProcessTable;
import java.io.IOException;
import java.util.ArrayList;

/** One pass over all processes. */
final class ProcessTableReader {
    private ProcessTableReader() {}

    static ProcessTable read(Host host) throws IOException {
        var proc = host.file("/proc").toString();
        var file = new KernelFile(1024);
        var entries = new ArrayList<ProcessTable.Entry>();
        for (int pid : Numbers.in(proc)) {
            try {
                entries.add(StatLine.parse(file.read(proc + "/" + pid + "/stat")));
            } catch (NotAskedException ended) {
                // since the folder was listed
            }
        }
        return new ProcessTable(entries);
    }
}
