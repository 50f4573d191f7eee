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

    private static final int SP = 31;

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

    /** Follows R0 back over {@code ADD $n, Rn, R0} and {@code MOV Rn, R0} to {@code LDR Rn, [SP, #n]}. */
    @Override
    public int slot(CallSite call) {
        int register = 0;
        for (int at = call.at() - 4; at >= Math.max(call.at() - 4 * NEAR, 0); at -= 4) {
            int instruction = code.getInt(at);
            boolean into = (instruction & 31) == register;
            if (into && (instruction & 0xffc00000) == 0xf9400000) {
                return (instruction >> 5 & 31) == SP ? (instruction >> 10 & 0xfff) * 8 : Layout.NONE;
            }
            if ((instruction & 0xfc000000) == 0x94000000) {
                return Layout.NONE; // another call
            }
            if (into && (instruction & 0xffc00000) == 0x91000000) {
                register = instruction >> 5 & 31;
            } else if (into && (instruction & 0xffe0ffe0) == 0xaa0003e0) {
                register = instruction >> 16 & 31;
            }
        }
        return Layout.NONE;
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

    /** {@code BLR Rn}. */
    @Override
    public List<IndirectCall> indirect() {
        var calls = new ArrayList<IndirectCall>();
        for (int at = 0; at + 4 <= code.limit(); at += 4) {
            if ((code.getInt(at) & 0xfffffc1f) == 0xd63f0000) {
                calls.add(new IndirectCall(at, entry + at + 4));
            }
        }
        return calls;
    }

    /** {@code STRB Rt, [SP, #n]} and {@code LDR R26, [SP, #n]}, both near before the call. */
    @Override
    public boolean isDeferred(IndirectCall call, FrameDefers defers) {
        int closure = last(call.at(), 0xf94003fa, 0xffc003ff, 8);
        int bits = last(call.at(), 0x390003e0, 0xffc003e0, 1);
        return closure >= 0
                && bits >= 0
                && defers.slots().stream().anyMatch(slot -> bits - closure == slot.function() - defers.bits());
    }

    /** The offset in the last such instruction before this one; -1 for none. */
    private int last(int before, int wanted, int mask, int unit) {
        for (int at = before - 4; at >= Math.max(before - 4 * NEAR, 0); at -= 4) {
            if ((code.getInt(at) & mask) == wanted) {
                return (code.getInt(at) >> 10 & 0xfff) * unit;
            }
        }
        return -1;
    }

    /** {@code ADRP Rd, page} with {@code ADD Rd, Rd, #n} right behind it. */
    @Override
    public List<Long> addresses() {
        var found = new TreeSet<Long>();
        for (int at = 0; at + 8 <= code.limit(); at += 4) {
            int page = code.getInt(at);
            int add = code.getInt(at + 4);
            boolean same = (add & 31) == (page & 31) && (add >> 5 & 31) == (page & 31);
            if ((page & 0x9f000000) == 0x90000000 && (add & 0xffc00000) == 0x91000000 && same) {
                long pages = (page << 8 >> 13) * 4L + (page >> 29 & 3);
                found.add((entry + at & -0x1000L) + pages * 0x1000 + (add >> 10 & 0xfff));
            }
        }
        return List.copyOf(found);
    }
}
