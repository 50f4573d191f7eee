package io.nodethaw.golang;

import java.util.List;

/**
 * Where one Go version keeps what, in bytes; {@link #NONE} is "not in this version". Read from a data file by
 * {@link Layouts}; each part is named after the Go type it tells of.
 *
 * @param minor the Go version
 * @param exact true when the data file is of that very version, not of an older one taken for it
 */
record Layout(
        int minor,
        boolean exact,
        Table table,
        Function function,
        Inline inline,
        ArgumentTables arguments,
        Defers defers,
        Module module,
        G g,
        Wait waits,
        Hidden hidden,
        List<String> waitReasons) {
    static final int NONE = -1;

    Layout {
        waitReasons = List.copyOf(waitReasons);
    }

    /**
     * The header of the pclntab. A base is at the table's start plus the word at its offset; where the offset is none, it
     * is the table's start.
     *
     * @param index offset of the sorted index of functions where that has a place of its own (before 1.16)
     * @param word 8 where the index holds pairs of 64-bit words with absolute addresses, 4 where it holds 32-bit words
     *     relative to the text
     */
    record Table(
            int magic,
            int functionCount,
            int names,
            int units,
            int files,
            int values,
            int functions,
            int index,
            int word) {}

    /** {@code runtime._func}; its entry comes first and is one word of the table. */
    record Function(
            int name,
            int arguments,
            int stack,
            int file,
            int line,
            int valueTables,
            int unit,
            int id,
            int flag,
            int dataCount,
            int values,
            int wrapperId) {}

    /** The tree of inlined calls: its index among the function's data, and its records. */
    record Inline(int data, int size, int id, int name, int parent) {}

    /**
     * Arguments: indexes among the function's data.
     *
     * @param liveAtOuter liveness is looked up where the outermost of inlined calls stands
     */
    record ArgumentTables(int data, int liveData, boolean liveAtOuter) {}

    /**
     * Calls that are deferred: those that a function keeps in its frame (FUNCDATA), and those in the goroutine's list.
     *
     * @param data index of FUNCDATA_OpenCodedDeferInfo among the function's data
     * @param form how that tells of the calls: see {@link FrameDefers}
     * @param function offset in a {@code runtime._defer} of the function to call
     * @param link offset there of the next in the list
     * @param arguments offset there of the function's arguments; since Go 1.18 a deferred function takes none
     */
    record Defers(int data, int form, int function, int link, int arguments) {}

    /** {@code runtime.moduledata}; from minpc on come maxpc, text, etext, and begin and end of four data sections. */
    record Module(int minpc, int gofunc, int next) {}

    /** {@code runtime.g}, with the fields of its gobuf counted from the start of the g. */
    record G(
            int size,
            int stack,
            int guard,
            int m,
            int sp,
            int pc,
            int lr,
            int syscallSp,
            int syscallPc,
            int status,
            int id,
            int waitSince,
            int waitReason,
            int trackingSeq,
            int lockedM,
            int parentId,
            int goPc,
            int startPc,
            int waiting,
            int timer,
            int sleepWhen,
            int defers) {}

    /**
     * What goroutines wait at: sudog, hchan, pollDesc, and the thread id in m.
     *
     * @param semaphoreInWaiting g.waiting is set for semaphores too
     */
    record Wait(
            int thread,
            int sudogG,
            int sudogElem,
            int sudogLink,
            int sudogC,
            int channelCount,
            int channelSize,
            int channelClosed,
            int pollFd,
            int pollReader,
            int pollWriter,
            boolean semaphoreInWaiting) {}

    /**
     * What the runtime leaves out of its own dump.
     *
     * @param outerDecides an inlined frame is judged by the name of the function it is inlined in
     * @param receivers a method of the runtime shows only if the type of its receiver is exported as well
     * @param cleanupsShown the goroutines' functions that run finalizers and cleanups show
     */
    record Hidden(boolean outerDecides, boolean receivers, boolean cleanupsShown) {}
}
