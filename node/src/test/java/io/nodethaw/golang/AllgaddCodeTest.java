package io.nodethaw.golang;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

class AllgaddCodeTest {
    private static final long ENTRY = 0x11000;
    private static final ModuleData MODULE =
            new ModuleData(0x10000, 0x20000, 0x10000, 0, List.of(new ModuleData.Range(0x80000, 0x90000)));

    private static AllgaddCode arm64(int... instructions) {
        var code = ByteBuffer.allocate(4 * instructions.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int instruction : instructions) {
            code.putInt(instruction);
        }
        return AllgaddCode.of(ElfImage.ARM64, code.flip(), ENTRY);
    }

    @Test
    void arm64PageAndPairNameThreeWords() {
        var code = arm64(
                0xb000037b, // adrp x27, 0x7e000 (from 0x11000: 0x6d pages)
                0x91040001, // add x1, x0, #0x100: another register
                0xd000037b); // adrp x27
        assertThat(code.targets()).isEmpty();
        // adrp x27, 0x80000: 0x6f pages from 0x11000
        int adrp = 0x90000000 | 3 << 29 | 0x1b << 5 | 27;
        var slice = arm64(
                adrp,
                0xa9410f62, // ldp x2, x3, [x27, #16]
                0xf9401364); // ldr x4, [x27, #32]
        assertThat(slice.slices(MODULE)).containsExactly(0x80010L);
    }

    @Test
    void arm64CallForgetsRegisters() {
        int adrp = 0x90000000 | 3 << 29 | 0x1b << 5 | 27;
        var code = arm64(adrp, 0x94000010, 0xa9410f62, 0xf9401364);
        assertThat(code.slices(MODULE)).isEmpty();
    }

    @Test
    void arm64StatusIsReadByAcquiringLoad() {
        var code = arm64(
                0x91024001, // add x1, x0, #0x90
                0x88dffc22); // ldar w2, [x1]
        assertThat(code.statusOffset()).hasValue(144);
    }

    @Test
    void amd64OperandMayFollowTheDisplacement() {
        var code = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
        code.put(new byte[] {(byte) 0x83, 0x3d}).putInt(0x6f000 - 7).put((byte) 0); // cmpl $0, 0x80000(%rip)
        code.put(new byte[] {0x48, (byte) 0x8b, 0x05}).putInt(0x6f008 - 14); // mov 0x80008(%rip), %rax
        code.put(new byte[] {0x48, (byte) 0x8b, 0x15}).putInt(0x6f010 - 21); // mov 0x80010(%rip), %rdx
        var found = AllgaddCode.of(ElfImage.AMD64, code.flip(), ENTRY);
        assertThat(found.slices(MODULE)).containsExactly(0x80000L);
        assertThat(found.statusOffset()).isEmpty();
    }
}
