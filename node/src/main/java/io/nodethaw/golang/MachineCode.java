package io.nodethaw.golang;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** What the machine code of a function shows without being fully decoded: its calls, and what comes right before them. */
interface MachineCode {
    /**
     * A call of a function by its address.
     *
     * @param at offset of the instruction
     * @param back return address
     */
    record CallSite(int at, long back, long target) {}

    /** All calls; whatever could be a call counts as one. */
    List<CallSite> calls();

    /**
     * A call of whatever a register points to: a function value, or a method of an interface.
     *
     * @param at offset of the instruction
     * @param back return address
     */
    record IndirectCall(int at, long back) {}

    /** All such calls; whatever could be one counts. */
    List<IndirectCall> indirect();

    /**
     * True when such a call is one that the function itself has deferred: at its end it clears the bit of the call, loads the closure
     * from its slot, and calls it (cmd/compile/internal/ssagen/ssa.go, openDeferExit).
     */
    boolean isDeferred(IndirectCall call, FrameDefers defers);

    /** The addresses of functions and variables that the code takes. */
    List<Long> addresses();

    /** What the first argument of a call is made of. */
    Operand operand(CallSite call);

    /**
     * Where in the frame the object of that argument is loaded from: offset from the stack pointer; {@link Layout#NONE} when the code
     * right before the call does not show it. Nothing stays in a register over a call in Go, so what a function needs behind one comes
     * from its frame.
     */
    int slot(CallSite call);

    /** Offsets of the words that the code reads through the register which points to its closure. */
    List<Integer> captured();

    /** The code that begins at an address. */
    static MachineCode of(boolean arm, byte[] code, long entry) {
        var bytes = ByteBuffer.wrap(code).order(ByteOrder.LITTLE_ENDIAN);
        return arm ? new Arm64Code(bytes, entry) : new Amd64Code(bytes, entry);
    }
}
