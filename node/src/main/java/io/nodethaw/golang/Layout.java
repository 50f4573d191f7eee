package io.nodethaw.golang;

import java.util.List;

/**
 * Offsets of fields in one Go version, in bytes; {@link #NONE} means "not in this version". It is read from a data file by
 * {@link Layouts}; each part is named after the Go type that it describes.
 *
 * @param minor the Go version
 * @param exact true when the data file is for exactly this version, not for an older one that is used instead
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
     * The header of the pclntab. A base is at the table's start plus the word at its offset; when the offset is {@link #NONE},
     * the base is the table's start.
     *
     * @param index offset of the sorted index of functions, when its place is fixed (before 1.16)
     * @param word 8 when the index holds pairs of 64-bit words with absolute addresses, 4 when it holds 32-bit words relative
     *     to the text
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
     * Indexes of what describes arguments, among the function's data.
     *
     * @param liveAtOuter true when liveness is looked up at the outermost of inlined calls
     */
    record ArgumentTables(int data, int liveData, boolean liveAtOuter) {}

    /**
     * Calls that are deferred: those that a function keeps in its frame (FUNCDATA), and those in the goroutine's list.
     *
     * @param data index of FUNCDATA_OpenCodedDeferInfo among the function's data
     * @param form the form of that data: see {@link FrameDefers}
     * @param function offset in a {@code runtime._defer} of the function to call
     * @param link offset there of the next in the list
     * @param arguments offset there of the function's arguments; since Go 1.18 a deferred function takes none
     */
    record Defers(int data, int form, int function, int link, int arguments) {}

    /** {@code runtime.moduledata}; after minpc follow maxpc, text, etext, and begin and end of four data sections. */
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
     * What goroutines wait for: sudog, hchan, pollDesc, and the thread id in m.
     *
     * @param semaphoreInWaiting true when g.waiting is set for semaphores too
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
     * What the runtime leaves out of its own dumps.
     *
     * @param outerDecides true when an inlined frame is judged by the name of the function that it is inlined in
     * @param receivers true when a method of the runtime is shown only if the type of its receiver is exported too
     * @param cleanupsShown true when goroutines that run finalizers and cleanups are shown
     */
    record Hidden(boolean outerDecides, boolean receivers, boolean cleanupsShown) {}
}
