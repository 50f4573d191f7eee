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
}
