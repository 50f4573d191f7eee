package io.nodethaw.core;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * The registers of a thread, by what they are for.
 *
 * @param pc the next instruction
 * @param sp stack pointer
 * @param frame frame pointer, where the program keeps one
 * @param link where a function without a frame returns to; 0 on x86-64
 * @param call the register in which the number of a system call is, as the kernel has kept it
 * @param result what a system call has returned
 * @param arguments the six registers with the arguments of a system call
 */
public record Registers(
        Machine machine, long pc, long sp, long frame, long link, long call, long result, List<Long> arguments) {

    public Registers {
        arguments = List.copyOf(arguments);
    }

    /**
     * Reads them.
     *
     * @param from where pr_reg begins
     */
    static Registers of(Machine machine, ByteBuffer note, int from) {
        return machine == Machine.X86_64 ? x86(note, from) : arm(note, from);
    }

    /** Order of struct user_regs_struct (arch/x86/include/asm/user_64.h): r15 r14 r13 r12 bp bx r11 r10 r9 r8 ax cx dx si di orig_ax ip. */
    private static Registers x86(ByteBuffer note, int from) {
        return new Registers(
                Machine.X86_64,
                word(note, from, 16),
                word(note, from, 19),
                word(note, from, 4),
                0,
                word(note, from, 15),
                word(note, from, 10),
                // rdi, rsi, rdx, r10, r8, r9 (syscall(2))
                List.of(
                        word(note, from, 14),
                        word(note, from, 13),
                        word(note, from, 12),
                        word(note, from, 7),
                        word(note, from, 9),
                        word(note, from, 8)));
    }

    /** Order of struct user_pt_regs (arch/arm64/include/uapi/asm/ptrace.h): x0 to x30, sp, pc, pstate. */
    private static Registers arm(ByteBuffer note, int from) {
        return new Registers(
                Machine.ARM64,
                word(note, from, 32),
                word(note, from, 31),
                word(note, from, 29),
                word(note, from, 30),
                word(note, from, 8),
                word(note, from, 0),
                List.of(
                        word(note, from, 0),
                        word(note, from, 1),
                        word(note, from, 2),
                        word(note, from, 3),
                        word(note, from, 4),
                        word(note, from, 5)));
    }

    private static long word(ByteBuffer note, int from, int index) {
        return note.getLong(from + 8 * index);
    }
}
