package io.nodethaw.golang;

import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * Code for arm64: addresses are made of a page (ADRP) and an offset in it. Encodings after the Arm Architecture Reference
 * Manual, C6.2.
 */
record Arm64AllgaddCode(ByteBuffer code, long entry) implements AllgaddCode {
    private static final int REGISTERS = 32;

    @Override
    public Set<Long> targets() {
        var targets = new TreeSet<Long>();
        var pages = new long[REGISTERS]; // what ADRP put into each register; 0 for nothing known
        for (int at = 0; at + 4 <= code.limit(); at += 4) {
            int instruction = code.getInt(at);
            int base = instruction >> 5 & 31;
            if ((instruction & 0xfc000000) == 0x94000000) { // BL: the callee may use every register
                pages = new long[REGISTERS];
            } else if ((instruction & 0x9f000000) == 0x90000000) { // ADRP
                pages[instruction & 31] = (entry + at & -4096) + page(instruction);
            } else if (pages[base] != 0) {
                follow(instruction, pages[base], pages, targets);
            }
        }
        return targets;
    }

    /** Immediate of ADRP: 21 bits, its lowest two in bits 30 and 29; in pages. */
    private static long page(int instruction) {
        int high = instruction << 8 >> 13; // bits 23 to 5, with their sign
        return ((long) high << 2 | instruction >> 29 & 3) << 12;
    }

    private static void follow(int instruction, long base, long[] pages, Set<Long> targets) {
        int kind = instruction & 0xffc00000;
        int unsigned = instruction >> 10 & 0xfff;
        if (kind == 0x91000000) { // ADD Xd, Xn, #imm
            long sum = base + unsigned;
            pages[instruction & 31] = sum;
            targets.add(sum);
        } else if (kind == 0xf9400000 || kind == 0xf9000000) { // LDR, STR Xt, [Xn, #imm*8]
            targets.add(base + unsigned * 8L);
        } else if (kind == 0xa9400000 || kind == 0xa9000000) { // LDP, STP Xt, Xt2, [Xn, #imm*8]
            long first = base + (instruction << 10 >> 25) * 8L;
            targets.add(first);
            targets.add(first + 8);
        }
    }

    /** The status is read by LDAR Wt, [Xn], after ADD Xn, Xg, #offset. */
    @Override
    public OptionalInt statusOffset() {
        var added = new int[REGISTERS];
        for (int at = 0; at + 4 <= code.limit(); at += 4) {
            int instruction = code.getInt(at);
            if ((instruction & 0xffc00000) == 0x91000000) { // ADD Xd, Xn, #imm
                added[instruction & 31] = instruction >> 10 & 0xfff;
            } else if ((instruction & 0xfffffc00) == 0x88dffc00) { // LDAR Wt, [Xn]
                return OptionalInt.of(added[instruction >> 5 & 31]);
            }
        }
        return OptionalInt.empty();
    }
}
