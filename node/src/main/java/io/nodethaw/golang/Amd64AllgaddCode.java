package io.nodethaw.golang;

import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** Code for amd64. It is not decoded: all bytes that could be a reference relative to the program counter count as one. */
record Amd64AllgaddCode(ByteBuffer code, long entry) implements AllgaddCode {
    /** Bytes of ModRM: mod 00, r/m 101 is a 32-bit displacement from the next instruction (Intel SDM 2, table 2-7). */
    private static final int RELATIVE_MASK = 0xc7;

    private static final int RELATIVE = 5;

    /** Longest operand that may follow the displacement, in bytes. */
    private static final int[] IMMEDIATES = {0, 1, 4};

    /** {@code mov disp32(%rax),%ecx}. */
    private static final short MOVE = (short) 0x888b;

    @Override
    public Set<Long> targets() {
        var targets = new TreeSet<Long>();
        for (int at = 0; at + 5 <= code.limit(); at++) {
            if ((code.get(at) & RELATIVE_MASK) == RELATIVE) {
                long next = entry + at + 5 + code.getInt(at + 1);
                for (int immediate : IMMEDIATES) {
                    targets.add(next + immediate);
                }
            }
        }
        return targets;
    }

    @Override
    public OptionalInt statusOffset() {
        for (int at = 0; at + 6 <= code.limit(); at++) {
            if (code.getShort(at) == MOVE) {
                return OptionalInt.of(code.getInt(at + 2));
            }
        }
        return OptionalInt.empty();
    }
}
