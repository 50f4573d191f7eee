package io.nodethaw.golang;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
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

    private int u8(int at) {
        return at < code.limit() ? code.get(at) & 0xff : 0;
    }
}
