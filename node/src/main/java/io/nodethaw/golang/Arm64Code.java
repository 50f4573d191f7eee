package io.nodethaw.golang;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Code for arm64. The first argument goes in R0 and the closure in R26 (Go's ABIInternal); encodings after the Arm
 * Architecture Reference Manual, C6.2.
 */
record Arm64Code(ByteBuffer code, long entry) implements MachineCode {
    /** Instructions before a call in which its first argument is looked for. */
    private static final int NEAR = 12;

    @Override
    public List<CallSite> calls() {
        var calls = new ArrayList<CallSite>();
        for (int at = 0; at + 4 <= code.limit(); at += 4) {
            int instruction = code.getInt(at);
            if ((instruction & 0xfc000000) == 0x94000000) { // BL: 26 bits, in instructions
                calls.add(new CallSite(at, entry + at + 4, entry + at + ((long) (instruction << 6 >> 6) << 2)));
            }
        }
        return calls;
    }

    /** The last {@code ADD $n, Rn, R0} before the call. */
    @Override
    public Operand operand(CallSite call) {
        for (int at = call.at() - 4; at >= Math.max(call.at() - 4 * NEAR, 0); at -= 4) {
            int instruction = code.getInt(at);
            if ((instruction & 0xffc0001f) == 0x91000000 && (instruction >> 5 & 31) != 31) {
                return new Operand(false, instruction >> 10 & 0xfff);
            }
        }
        return Operand.ITSELF;
    }

    /** {@code LDR Rt, [R26, #n]}. */
    @Override
    public List<Integer> captured() {
        var offsets = new TreeSet<Integer>();
        for (int at = 0; at + 4 <= code.limit(); at += 4) {
            int instruction = code.getInt(at);
            if ((instruction & 0xffc003e0) == 0xf9400340 && (instruction >> 10 & 0xfff) > 0) {
                offsets.add((instruction >> 10 & 0xfff) * 8);
            }
        }
        return List.copyOf(offsets);
    }
}
