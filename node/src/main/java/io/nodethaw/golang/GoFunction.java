package io.nodethaw.golang;

import java.util.Set;

/**
 * A function as the table of functions has it.
 *
 * @param entry address of its first instruction
 * @param arguments bytes of its arguments
 * @param id the runtime's number for special functions
 * @param flag see {@link #isOutermost} and {@link #writesStackPointer}
 * @param unit where its files begin in the table of files
 * @param stack bytes between stack pointer and frame, by program counter
 * @param inlined the innermost inlined call, by program counter
 * @param live which arguments still hold what was passed, by program counter
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

    /** Nobody called these; marked by a flag since Go 1.17. */
    private static final Set<String> OUTERMOST =
            Set.of("runtime.goexit", "runtime.mstart", "runtime.mcall", "runtime.morestack", "runtime.rt0_go");

    /** Nobody called it: funcFlag_TOPFRAME. */
    boolean isOutermost() {
        return (flag & 1) != 0 || OUTERMOST.contains(name);
    }

    /** A signal handler made it look as if the interrupted function had called it. */
    boolean isInjected() {
        return name.equals("runtime.sigpanic")
                || name.equals("runtime.asyncPreempt")
                || name.startsWith("runtime.debugCall");
    }

    /** funcFlag_SPWRITE: it sets the stack pointer itself, so that nothing is known above it; since Go 1.17. */
    boolean writesStackPointer() {
        return (flag & 2) != 0;
    }

    /** Address of data; 0 for none. */
    long data(int index) {
        return index >= 0 && index < data.length ? data[index] : 0;
    }
}
