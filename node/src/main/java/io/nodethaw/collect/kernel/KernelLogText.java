package io.nodethaw.collect.kernel;

import io.nodethaw.collect.proc.MalformedTextException;
import io.nodethaw.collect.proc.Scan;
import io.nodethaw.evidence.KernelLog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Records "PRIORITY,SEQUENCE,MICROSECONDS,FLAGS[,...];TEXT", with lines that begin with a blank for their details. */
final class KernelLogText {
    /**
     * What the kernel says of waits and troubles: kernel/hung_task.c, kernel/watchdog.c, kernel/rcu/tree_stall.h, net/sunrpc/clnt.c
     * ("nfs: server X not responding", "nfs: server X OK"), net/core/dev.c, mm/oom_kill.c, block/blk-core.c, file systems.
     */
    private static final List<String> TELLING = List.of(
            "blocked for more than",
            "not responding",
            "nfs: server",
            "soft lockup",
            "hard LOCKUP",
            "detected stall",
            "self-detected stall",
            "likely owned by",
            "likely last held by",
            "unregister_netdevice",
            "ut of memory: Kill",
            "I/O error",
            "commands to complete for scsi",
            "Remounting filesystem read-only",
            "XFS (",
            "has not responded");

    /** The bits of a record's priority that are its level; those above are its facility, 0 for what the kernel itself says. */
    private static final int LEVELS = 8;

    /** Begins the line that tells whose pids the others have. */
    private static final String OWN = "P ";

    private KernelLogText() {}

    /** Adds those of these records that tell of waits, as "MICROSECONDS TEXT", and drops the oldest beyond the limit. */
    static void filter(String records, ArrayDeque<String> kept, int limit) {
        for (var record : records.split("\n", -1)) {
            int text = record.indexOf(';');
            var head = text < 0 || record.startsWith(" ")
                    ? new String[0]
                    : record.substring(0, text).split(",", -1);
            if (head.length >= 3 && isOfKernel(head[0]) && TELLING.stream().anyMatch(record::contains)) {
                kept.add(head[2] + " " + record.substring(text + 1));
            }
        }
        while (kept.size() > limit) {
            kept.remove();
        }
    }

    /** Anybody who may write to the device can say anything there, and never as the kernel (kernel/printk, devkmsg_write). */
    private static boolean isOfKernel(String priority) {
        return priority.matches("\\d{1,9}") && Integer.parseInt(priority) < LEVELS;
    }

    /** The line that tells whether the pids in the others are those that we see. */
    static String own(boolean isOwn) {
        return OWN + (isOwn ? 1 : 0);
    }

    /** Reads what {@link #filter} made, after the line that tells whose pids it has. */
    static KernelLog parse(byte[] answer) throws MalformedTextException {
        var scan = new Scan(answer);
        var lines = new ArrayList<KernelLog.Line>();
        var own = Optional.<Boolean>empty();
        if (scan.skip(OWN)) {
            own = Optional.of(scan.number() == 1);
            scan.nextLine();
        }
        while (!scan.atEnd()) {
            lines.add(new KernelLog.Line(scan.number(), scan.rest()));
            scan.nextLine();
        }
        return new KernelLog(lines, own);
    }
}
