package io.nodethaw.collect.kernel;

import io.nodethaw.collect.proc.MalformedTextException;
import io.nodethaw.collect.proc.Scan;
import io.nodethaw.evidence.KernelLog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Records "PRIORITY,SEQUENCE,MICROSECONDS,FLAGS[,...];TEXT", with lines that begin with a blank for their details. */
final class KernelLogText {
    /**
     * What the kernel says of waits: kernel/hung_task.c, kernel/watchdog.c, kernel/rcu/tree_stall.h, net/sunrpc/clnt.c
     * ("nfs: server X not responding", "nfs: server X OK").
     */
    private static final List<String> TELLING = List.of(
            "blocked for more than",
            "not responding",
            "nfs: server",
            "soft lockup",
            "hard LOCKUP",
            "detected stall",
            "self-detected stall");

    private KernelLogText() {}

    /** Adds those of these records that tell of waits, as "MICROSECONDS TEXT", and drops the oldest beyond the limit. */
    static void filter(String records, ArrayDeque<String> kept, int limit) {
        for (var record : records.split("\n", -1)) {
            int text = record.indexOf(';');
            var head = text < 0 || record.startsWith(" ")
                    ? new String[0]
                    : record.substring(0, text).split(",", -1);
            if (head.length >= 3 && TELLING.stream().anyMatch(record::contains)) {
                kept.add(head[2] + " " + record.substring(text + 1));
            }
        }
        while (kept.size() > limit) {
            kept.remove();
        }
    }

    /** Reads what {@link #filter} made. */
    static KernelLog parse(byte[] answer) throws MalformedTextException {
        var scan = new Scan(answer);
        var lines = new ArrayList<KernelLog.Line>();
        while (!scan.atEnd()) {
            lines.add(new KernelLog.Line(scan.number(), scan.rest()));
            scan.nextLine();
        }
        return new KernelLog(lines);
    }
}
