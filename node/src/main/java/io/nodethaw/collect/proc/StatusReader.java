package io.nodethaw.collect.proc;

import io.nodethaw.evidence.ProcessStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code /proc/PID/status} (proc(5)). The kernel writes a newline in the name as "\n", so a name cannot fake a line. */
final class StatusReader {
    private StatusReader() {}

    static ProcessStatus parse(int pid, Scan scan) throws MalformedTextException {
        List<Integer> namespacePids = new ArrayList<>();
        int tracer = 0;
        long uid = -1;
        Optional<Long> pending = Optional.empty();
        do {
            if (scan.skip("TracerPid:")) {
                tracer = scan.integer();
            } else if (scan.skip("Uid:")) {
                uid = scan.number();
            } else if (scan.skip("NSpid:")) {
                while (!scan.atLineEnd()) {
                    namespacePids.add(scan.integer());
                }
            } else if (scan.skip("SigPnd:") || scan.skip("ShdPnd:")) {
                pending = Optional.of(pending.orElse(0L) | scan.number(16));
            } else if (scan.skip("SigBlk:")) {
                break; // what is needed comes before
            }
        } while (scan.nextLine());
        if (uid < 0) {
            throw scan.expected("a line 'Uid:' before");
        }
        return new ProcessStatus(pid, namespacePids, tracer, uid, pending);
    }
}
