package io.nodethaw.collect.proc;

import io.nodethaw.evidence.ProcessTable;

/**
 * Reads the line of {@code /proc/PID/stat} (proc(5), fs/proc/array.c do_task_stat). The name in brackets may hold blanks, ")"
 * and newlines; no field after it holds a ")", so the last one ends it.
 */
final class StatLine {
    /** From the start time, field 22, to the processor, field 39 (proc(5)). */
    private static final int WORDS_TO_PROCESSOR = 16;

    private StatLine() {}

    static ProcessTable.Entry parse(Scan scan) throws MalformedTextException {
        int pid = scan.integer();
        if (!scan.skip("(")) {
            throw scan.expected("the name in brackets");
        }
        int nameStart = scan.position();
        if (!scan.seekPastLast(')')) {
            throw scan.expected("the end of the name");
        }
        var comm = scan.text(nameStart, scan.position() - 1);
        scan.skip("");
        char state = scan.character();
        int parent = scan.integer();
        scan.skipWords(4); // pgrp, session, tty_nr, tpgid
        long flags = scan.number();
        scan.skipWords(4); // minflt, cminflt, majflt, cmajflt
        long cpu = scan.number() + scan.number();
        scan.skipWords(4); // cutime, cstime, priority, nice
        int threads = scan.integer();
        scan.skipWords(1); // itrealvalue
        var entry = new ProcessTable.Entry(pid, parent, comm, state, scan.number(), cpu, flags);
        return state == 'Z' && threads > 1 ? entry.with(threads) : entry;
    }

    /** The number of the processor that it ran on last; to be called once, after {@link #parse} has read the line that far. */
    static int processor(Scan scan) throws MalformedTextException {
        scan.skipWords(WORDS_TO_PROCESSOR);
        return scan.integer();
    }
}
