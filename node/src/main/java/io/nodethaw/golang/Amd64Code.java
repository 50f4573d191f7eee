package io.nodethaw.golang;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Code for amd64. The first argument goes in AX and the closure in DX (Go's ABIInternal); encodings after the Intel SDM,
 * volume 2.
 */
record Amd64Code(ByteBuffer code, long entry) implements MachineCode {
    private static final int CALL = 0xe8;
    private static final int CALL_LENGTH = 5;

    /** Bytes before a call in which its first argument is looked for. */
    private static final int NEAR = 48;

    @Override
    public List<CallSite> calls() {
        var calls = new ArrayList<CallSite>();
        for (int at = 0; at + CALL_LENGTH <= code.limit(); at++) {
            if (u8(at) == CALL) {
                long back = entry + at + CALL_LENGTH;
                calls.add(new CallSite(at, back, back + code.getInt(at + 1)));
            }
        }
        return calls;
    }

    /** The last {@code LEA address, AX}, {@code ADD $n, AX} or {@code MOV n(R), AX} before the call; jumps are not seen. */
    @Override
    public Operand operand(CallSite call) {
        for (int at = call.at() - 4; at >= Math.max(call.at() - NEAR, 0); at--) {
            int rex = u8(at);
            int modrm = u8(at + 2);
            if ((rex == 0x48 || rex == 0x49) && u8(at + 1) == 0x8d && (modrm >> 3 & 7) == 0) {
                var found = address(at, call, modrm);
                if (found != null) {
                    return found;
                }
            }
            if (rex == 0x48 && u8(at + 1) == 0x8b && (modrm >> 3 & 7) == 0) { // MOV from memory: the value as it is
                return Operand.ITSELF;
            }
            if (rex == 0x48 && u8(at + 1) == 0x83 && modrm == 0xc0) {
                return new Operand(false, code.get(at + 3));
            }
            if (rex == 0x48 && u8(at + 1) == 0x05 && at + 6 <= call.at()) {
                return new Operand(false, code.getInt(at + 2));
            }
        }
        return Operand.ITSELF;
    }

    private @Nullable Operand address(int at, CallSite call, int modrm) {
        int mode = modrm >> 6;
        boolean stack = (modrm & 7) == 4; // an index follows: the stack, or an element
        if (mode == 0 && (modrm & 7) == 5 && at + 7 <= call.at()) {
            return new Operand(true, entry + at + 7 + code.getInt(at + 3));
        }
        if (mode == 1 && !stack) {
            return new Operand(false, code.get(at + 3));
        }
        return mode == 2 && !stack && at + 7 <= call.at() ? new Operand(false, code.getInt(at + 3)) : null;
    }

    /**
     * Follows the first argument back over {@code LEAQ n(R), AX} and {@code MOVQ R, AX} to {@code MOVQ n(SP), R}; jumps are not
     * seen.
     */
    @Override
    public int slot(CallSite call) {
        int register = 0; // AX
        for (int at = call.at() - 3; at >= Math.max(call.at() - NEAR, 0) && u8(at) != CALL; at--) {
            int rex = u8(at);
            int modrm = u8(at + 2);
            int source = (modrm & 7) | (rex & 1) << 3;
            boolean into = (rex & 0xfa) == 0x48 && ((modrm >> 3 & 7) | (rex & 4) << 1) == register;
            if (into && u8(at + 1) == 0x8b) {
                return Math.max(offset(at + 2, register & 7), Layout.NONE);
            }
            if (into && u8(at + 1) == 0x8d && modrm >> 6 != 3 && (modrm & 7) != 4) {
                register = source;
            } else if ((rex & 0xfa) == 0x48 && u8(at + 1) == 0x89 && modrm >> 6 == 3 && source == register) {
                register = (modrm >> 3 & 7) | (rex & 4) << 1;
            }
        }
        return Layout.NONE;
    }

    /** {@code MOV n(DX), register}. */
    @Override
    public List<Integer> captured() {
        var offsets = new TreeSet<Integer>();
        for (int at = 0; at + 4 <= code.limit(); at++) {
            boolean move = (u8(at) == 0x48 || u8(at) == 0x4c) && u8(at + 1) == 0x8b;
            if (move && (u8(at + 2) & 0xc7) == 0x42 && code.get(at + 3) > 0) {
                offsets.add((int) code.get(at + 3));
            }
        }
        return List.copyOf(offsets);
    }

    /** {@code CALL register}: Go calls nothing through memory. */
    @Override
    public List<IndirectCall> indirect() {
        var calls = new ArrayList<IndirectCall>();
        for (int at = 0; at + 2 <= code.limit(); at++) {
            if (u8(at) == 0xff && (u8(at + 1) & 0xf8) == 0xd0) {
                calls.add(new IndirectCall(at, entry + at + 2));
            }
        }
        return calls;
    }

    /** A byte is stored below {@code MOVQ n(SP), DX}, both near before the call, as far from each other as the bits and a slot. */
    @Override
    public boolean isDeferred(IndirectCall call, FrameDefers defers) {
        int closure = last(call.at(), this::closure);
        int bits = last(call.at(), this::bits);
        return closure >= 0
                && bits >= 0
                && defers.slots().stream().anyMatch(slot -> bits - closure == slot.function() - defers.bits());
    }

    /** The last offset from the stack pointer that is found in the instructions before this one; -1 for none. */
    private int last(int before, IntUnaryOperator offset) {
        for (int at = before - 3; at >= Math.max(before - NEAR, 0); at--) {
            int found = offset.applyAsInt(at);
            if (found >= 0) {
                return found;
            }
        }
        return -1;
    }

    /** {@code MOVQ n(SP), DX}. */
    private int closure(int at) {
        return u8(at) == 0x48 && u8(at + 1) == 0x8b ? offset(at + 2, 2) : -1;
    }

    /** {@code MOVB $m, n(SP)} or {@code MOVB register, n(SP)}. */
    private int bits(int at) {
        return u8(at) == 0xc6 || u8(at) == 0x88 ? offset(at + 1, u8(at + 1) >> 3 & 7) : -1;
    }

    /** The offset from the stack pointer, in an instruction's operand of this register; -1 for another operand. */
    private int offset(int at, int register) {
        if (u8(at + 1) != 0x24 || (u8(at) & 0x3f) != (register << 3 | 4)) {
            return -1;
        }
        return switch (u8(at) >> 6) {
            case 1 -> code.get(at + 2);
            case 2 -> at + 6 <= code.limit() ? code.getInt(at + 2) : -1;
            default -> -1;
        };
    }

    /** {@code LEAQ n(IP), register}. */
    @Override
    public List<Long> addresses() {
        var found = new TreeSet<Long>();
        for (int at = 0; at + 7 <= code.limit(); at++) {
            boolean lea = (u8(at) & 0xfb) == 0x48 && u8(at + 1) == 0x8d;
            if (lea && (u8(at + 2) & 0xc7) == 0x05) {
                found.add(entry + at + 7 + code.getInt(at + 3));
            }
        }
        return List.copyOf(found);
    }

    private int u8(int at) {
        return at < code.limit() ? code.get(at) & 0xff : 0;
    }
}
