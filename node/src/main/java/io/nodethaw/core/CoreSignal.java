package io.nodethaw.core;

import java.util.Optional;

/**
 * The signal that has ended the process, as the note NT_SIGINFO tells it (sigaction(2)).
 *
 * @param number 0 for none, when somebody has copied the memory of a process that runs on
 * @param sender who has sent it; empty when it came from the kernel
 * @param address where the fault was; empty when it was none
 */
public record CoreSignal(int number, int code, Optional<Integer> sender, Optional<Long> address) {
    private static final int ILL = 4;
    private static final int TRAP = 5;
    private static final int ABRT = 6;
    private static final int BUS = 7;
    private static final int FPE = 8;
    private static final int KILL = 9;
    private static final int SEGV = 11;
    private static final int STOP = 19;

    /** SI_USER 0, SI_QUEUE -1, SI_TKILL -6 of asm-generic/siginfo.h: all that are not above 0 come from a process. */
    static CoreSignal of(int number, int code, int pid, long address) {
        boolean sent = code <= 0 && number != 0;
        boolean fault = number == ILL || number == BUS || number == FPE || number == SEGV;
        return new CoreSignal(
                number,
                code,
                sent && pid > 0 ? Optional.of(pid) : Optional.empty(),
                fault && !sent ? Optional.of(address) : Optional.empty());
    }

    /** True where the process has not died by it: a debugger has stopped it to copy its memory. */
    public boolean isCopy() {
        return number == 0 || number == TRAP || number == STOP;
    }

    /** Its name (signal(7)). */
    public String name() {
        return switch (number) {
            case 1 -> "SIGHUP";
            case 2 -> "SIGINT";
            case 3 -> "SIGQUIT";
            case ILL -> "SIGILL";
            case TRAP -> "SIGTRAP";
            case ABRT -> "SIGABRT";
            case BUS -> "SIGBUS";
            case FPE -> "SIGFPE";
            case KILL -> "SIGKILL";
            case SEGV -> "SIGSEGV";
            case 13 -> "SIGPIPE";
            case 14 -> "SIGALRM";
            case 15 -> "SIGTERM";
            case STOP -> "SIGSTOP";
            case 24 -> "SIGXCPU";
            case 25 -> "SIGXFSZ";
            case 31 -> "SIGSYS";
            default -> "signal " + number;
        };
    }
}
