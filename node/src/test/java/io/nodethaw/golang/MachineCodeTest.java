package io.nodethaw.golang;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class MachineCodeTest {
    private static final long ENTRY = 0x461e00;

    private static MachineCode code(boolean arm, String hex) {
        return MachineCode.of(arm, HexFormat.of().parseHex(hex.replace(" ", "")), ENTRY);
    }

    private static Operand operand(MachineCode code) {
        return code.operand(code.calls().getFirst());
    }

    @Test
    void callAndTheFieldItIsAboutAreSeen() {
        var code = code(false, "488d4110 4889442418 e84db8ffff"); // LEAQ 0x10(CX), AX; MOVQ AX, 0x18(SP); CALL
        assertThat(code.calls()).containsExactly(new MachineCode.CallSite(9, ENTRY + 14, ENTRY + 14 - 0x47b3));
        assertThat(operand(code)).isEqualTo(new Operand(false, 0x10));
    }

    @Test
    void variableOfTheProgramIsTold() {
        var code = code(false, "488d0555940a00 e830b6ffff"); // LEAQ main.gm(SB), AX; CALL
        assertThat(operand(code)).isEqualTo(new Operand(true, ENTRY + 7 + 0x0a9455));
    }

    @Test
    void fieldAddedToAnObjectIsTold() {
        assertThat(operand(code(false, "4883c030 e830b6ffff"))).isEqualTo(new Operand(false, 0x30));
        assertThat(operand(code(false, "488b4208 e8bab9ffff"))).isEqualTo(Operand.ITSELF);
    }

    @Test
    void theCapturedValuesThatAClosureUsesAreFound() {
        // MOVQ 0x8(DX), AX; MOVQ 0x18(DX), CX; MOVQ 0(DX), CX
        assertThat(code(false, "488b4208 488b4a18 488b0a").captured()).isEqualTo(List.of(8, 24));
        assertThat(code(true, "400740f9").captured()).isEqualTo(List.of(8)); // LDR X0, [X26, #8]
    }

    @Test
    void armCallsForwardsAndBackwards() {
        // ADD X0, X1, #16; BL +8; BL -8
        var code = code(true, "20400091 02000094 feffff97");
        assertThat(code.calls())
                .containsExactly(
                        new MachineCode.CallSite(4, ENTRY + 8, ENTRY + 12),
                        new MachineCode.CallSite(8, ENTRY + 12, ENTRY));
        assertThat(operand(code)).isEqualTo(new Operand(false, 16));
    }

    @Test
    void codeThatIsCutOffIsNoError() {
        assertThat(code(false, "e84d").calls()).isEmpty();
        assertThat(code(false, "8d41 e84db8ffff").operand(new MachineCode.CallSite(2, 0, 0)))
                .isEqualTo(Operand.ITSELF);
        assertThat(code(true, "0200").calls()).isEmpty();
    }

    private static final FrameDefers DEFERS =
            new FrameDefers(9, List.of(new FrameDefers.Slot(0, 16, -1), new FrameDefers.Slot(1, 24, -1)));

    private static boolean isDeferred(MachineCode code) {
        return code.isDeferred(code.indirect().getFirst(), DEFERS);
    }

    @Test
    void callsThroughARegisterAreSeen() {
        assertThat(code(false, "90 ffd1 41ffd2").indirect())
                .containsExactly(
                        new MachineCode.IndirectCall(1, ENTRY + 3), new MachineCode.IndirectCall(4, ENTRY + 6));
        assertThat(code(true, "20400091 00003fd6").indirect())
                .containsExactly(new MachineCode.IndirectCall(4, ENTRY + 8)); // BLR X0
    }

    @Test
    void theCallOfADeferredFunctionIsTold() {
        // MOVB $0, 0x17(SP); MOVQ 0x10(SP), DX; MOVQ (DX), CX; CALL CX
        assertThat(isDeferred(code(false, "c644241700 488b542410 488b0a ffd1"))).isTrue();
        // MOVB CL, 0x117(SP); MOVQ 0x108(SP), DX; MOVQ (DX), CX; CALL CX
        assertThat(isDeferred(code(false, "888c2417010000 488b942408010000 488b0a ffd1")))
                .isTrue();
        // a variable of the function, and one whose place is not seen
        assertThat(isDeferred(code(false, "c644241700 488b542428 488b0a ffd1"))).isFalse();
        assertThat(isDeferred(code(false, "488b542410 488b0a ffd1"))).isFalse();
        // STRB X0, [SP, #0x17]; LDR X26, [SP, #0x10]; LDR X1, [X26]; BLR X1
        assertThat(isDeferred(code(true, "e05f0039 fa0b40f9 410340f9 20003fd6")))
                .isTrue();
        assertThat(isDeferred(code(true, "e05f0039 fa1b40f9 410340f9 20003fd6")))
                .isFalse();
    }

    @Test
    void addressesThatAreTakenAreTold() {
        assertThat(code(false, "90 488d0d10000000").addresses()).containsExactly(ENTRY + 8 + 0x10);
        // ADRP X1, two pages back; ADD X1, X1, #0x10
        assertThat(code(true, "e1ffffd0 21400091").addresses()).containsExactly((ENTRY & -0x1000L) - 0x1ff0);
        assertThat(code(true, "01000090 21400091").addresses()).containsExactly((ENTRY & -0x1000L) + 0x10);
        assertThat(code(true, "010000b0 21400091").addresses()).containsExactly((ENTRY & -0x1000L) + 0x1010);
        assertThat(code(true, "e1ffffd0 41400091").addresses()).isEmpty(); // not the same register
    }

    private static int slot(MachineCode code) {
        return code.slot(code.calls().getLast());
    }

    @Test
    void theSlotThatAnArgumentIsLoadedFromIsTold() {
        assertThat(slot(code(false, "488b442420 e8e748ffff"))).isEqualTo(0x20); // MOVQ 0x20(SP), AX
        // MOVQ 0x58(SP), AX; LOCK XADDL BX, 0x20(AX); ADDQ $0x10, AX
        assertThat(slot(code(false, "488b442458 f00fc15820 4883c010 e8f14bffff")))
                .isEqualTo(0x58);
        // MOVQ 0x38(SP), CX; LEAQ 0x10(CX), AX
        assertThat(slot(code(false, "488b4c2438 488d4110 e8f14bffff"))).isEqualTo(0x38);
        // MOVQ 0x138(SP), R8; MOVQ R8, AX
        assertThat(slot(code(false, "4c8b842438010000 4c89c0 e8f14bffff"))).isEqualTo(0x138);
        // MOVQ 0x38(SP), CX; MOVQ 0x8(CX), AX: it is behind a pointer
        assertThat(slot(code(false, "488b4c2438 488b4108 e8f14bffff"))).isEqualTo(Layout.NONE);
        // another call is between the two
        assertThat(slot(code(false, "488b442420 e8e748ffff e8e748ffff"))).isEqualTo(Layout.NONE);
    }

    @Test
    void soItIsOnArm() {
        // LDR X1, [SP, #16]; ADD X0, X1, #8; BL
        assertThat(slot(code(true, "e10b40f9 20200091 02000094"))).isEqualTo(16);
        // LDR X2, [SP, #24]; MOV X0, X2; BL
        assertThat(slot(code(true, "e20f40f9 e00302aa 02000094"))).isEqualTo(24);
        // LDR X0, [X1, #8]; BL
        assertThat(slot(code(true, "200440f9 02000094"))).isEqualTo(Layout.NONE);
    }
}
