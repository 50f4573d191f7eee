package io.nodethaw.core;

import io.nodethaw.evidence.SystemCallNames;
import io.nodethaw.memory.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells from the registers of a thread which system call it is in. */
final class CallFinder {
    /** What a call leaves in the register of its result while it is interrupted (include/linux/errno.h: ERESTARTSYS and so on). */
    private static final List<Long> INTERRUPTED = List.of(-512L, -513L, -514L, -516L);

    private static final long EINTR = -4;

    /** The kernel puts it there before a call begins (arch/x86/entry/entry_64.S). */
    private static final long ENOSYS = -38;

    /** The instruction svc #0 of arm64. */
    private static final int SVC = 0xd4000001;

    private static final long MOST_CALLS = 4096;

    private final Memory memory;
    private final SystemCallNames names;
    private final CallWords words;

    CallFinder(Machine machine, Memory memory) {
        this.memory = memory;
        this.names = SystemCallNames.of(machine.text());
        this.words = new CallWords(memory);
    }

    Doing of(CoreThread thread) {
        var registers = thread.registers();
        return switch (registers.machine()) {
            case X86_64 -> x86(registers);
            case ARM64 -> arm(thread);
        };
    }

    /** orig_ax is below 0 where an interrupt or a fault has come instead of a call (arch/x86/entry/entry_64.S). */
    private Doing x86(Registers registers) {
        if (registers.call() < 0 || registers.call() > MOST_CALLS) {
            return new Doing.Running();
        }
        long result = registers.result();
        boolean waits = INTERRUPTED.contains(result) || result == EINTR || result == ENOSYS;
        return call(
                registers.call(),
                registers.arguments().stream().map(Optional::of).toList(),
                waits ? Optional.empty() : Optional.of(result));
    }

    /**
     * Before it delivers a signal, arm64 goes back to the instruction of a call that is to be begun again, with its first argument; of one
     * that is not, the first argument is lost (arch/arm64/kernel/signal.c, do_signal).
     */
    private Doing arm(CoreThread thread) {
        var registers = thread.registers();
        var arguments = new ArrayList<Optional<Long>>(
                registers.arguments().stream().map(Optional::of).toList());
        var here = instruction(registers.pc());
        var before = instruction(registers.pc() - 4);
        if (here.filter(code -> code == SVC).isPresent()) {
            return call(registers.call(), arguments, Optional.empty());
        }
        long result = registers.result();
        if (before.filter(code -> code == SVC).isPresent()) {
            boolean waits = INTERRUPTED.contains(result) || result == EINTR;
            arguments.set(0, Optional.empty());
            return call(registers.call(), arguments, waits ? Optional.empty() : Optional.of(result));
        }
        if (thread.systemCall().filter(number -> number >= 0).isPresent()) {
            arguments.set(0, Optional.empty());
            return call(thread.systemCall().get(), arguments, Optional.empty());
        }
        return here.isPresent() && before.isPresent() ? new Doing.Running() : new Doing.Untold();
    }

    private Optional<Integer> instruction(long address) {
        var code = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
        try {
            memory.read(address, code);
        } catch (IOException _) {
            return Optional.empty();
        }
        return code.hasRemaining() ? Optional.empty() : Optional.of(code.getInt(0));
    }

    private Doing call(long number, List<Optional<Long>> arguments, Optional<Long> returned) {
        var name = names.name(number).orElse("system call " + number);
        return new Doing.InCall(name, arguments, returned, words.of(name, arguments));
    }
}
