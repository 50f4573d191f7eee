package io.nodethaw.collect.proc;

import io.nodethaw.evidence.ProcessStatus;
import java.util.ArrayList;
import java.util.List;

/** {@code /proc/PID/status} (proc(5)). The kernel writes a newline in the name as "\n", so a name cannot fake a line. */
final class StatusReader {
    private StatusReader() {}

    static ProcessStatus parse(int pid, Scan scan) throws MalformedTextException {
        List<Integer> namespacePids = new ArrayList<>();
        int tracer = 0;
        long uid = -1;
        do {
            if (scan.skip("TracerPid:")) {
                tracer = scan.integer();
            } else if (scan.skip("Uid:")) {
                uid = scan.number();
            } else if (scan.skip("NSpid:")) {
                while (!scan.atLineEnd()) {
                    namespacePids.add(scan.integer());
                }
                break; // the last line that is needed; some forty lines follow
            }
        } while (scan.nextLine());
        if (uid < 0) {
            throw scan.expected("a line 'Uid:' before");
        }
        return new ProcessStatus(pid, namespacePids, tracer, uid);
    }
}
