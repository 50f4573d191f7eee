package io.nodethaw.core;

import java.util.Arrays;
import java.util.Optional;

/** The processors whose cores are read. */
public enum Machine {
    /** x86-64: e_machine EM_X86_64 of elf.h. */
    X86_64("x86_64", 62, 27),
    /** arm64: EM_AARCH64. */
    ARM64("aarch64", 183, 34);

    private final String text;
    private final int number;
    private final int registers;

    Machine(String text, int number, int registers) {
        this.text = text;
        this.number = number;
        this.registers = registers;
    }

    /** Its name as uname prints it. */
    public String text() {
        return text;
    }

    /** How many words pr_reg has: struct user_regs_struct, struct user_pt_regs of asm/ptrace.h. */
    int registers() {
        return registers;
    }

    static Optional<Machine> of(int number) {
        return Arrays.stream(values())
                .filter(machine -> machine.number == number)
                .findFirst();
    }
}
