package io.nodethaw.golang;

import java.util.Set;

/**
 * A function as described in the table of functions.
 *
 * @param entry address of its first instruction
 * @param arguments bytes of its arguments
 * @param id the runtime's number for special functions
 * @param flag see {@link #isOutermost} and {@link #writesStackPointer}
 * @param unit where its files begin in the table of files
 * @param stack bytes between stack pointer and frame, by program counter
 * @param inlined the innermost inlined call, by program counter
 * @param live which arguments still have the value that was passed, by program counter
 * @param data addresses of FUNCDATA, 0 for none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record GoFunction(
        long entry,
        String name,
        int arguments,
        int id,
        int flag,
        int unit,
        PcValues stack,
        PcValues file,
        PcValues line,
        PcValues inlined,
        PcValues live,
        long[] data) {

    /** Functions that nobody called; since Go 1.17 they are marked by a flag. */
    private static final Set<String> OUTERMOST =
            Set.of("runtime.goexit", "runtime.mstart", "runtime.mcall", "runtime.morestack", "runtime.rt0_go");

    /** True when nobody called it: funcFlag_TOPFRAME. */
    boolean isOutermost() {
        return (flag & 1) != 0 || OUTERMOST.contains(name);
    }

    /** True when a signal handler made it look as if the interrupted function had called it. */
    boolean isInjected() {
        return name.equals("runtime.sigpanic")
                || name.equals("runtime.asyncPreempt")
                || name.startsWith("runtime.debugCall");
    }

    /**
     * True when it sets the stack pointer itself, so that nothing is known about its callers: funcFlag_SPWRITE, since Go 1.17.
     */
    boolean writesStackPointer() {
        return (flag & 2) != 0;
    }

    /** Address of data; 0 for none. */
    long data(int index) {
        return index >= 0 && index < data.length ? data[index] : 0;
    }
}
