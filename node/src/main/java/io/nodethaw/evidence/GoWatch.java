package io.nodethaw.evidence;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * The thread of a Go program's own watch, which runs no goroutine and wakes once a minute in a program that does nothing
 * (runtime/proc.go, sysmon: forcegcperiod / 2). How long the others have not run tells how long the program has not.
 */
public final class GoWatch {
    /** A program has begun to run Go after this time, in ticks of 10 ms (include/asm-generic/param.h, USER_HZ). */
    private static final long BEGINNING = 1000;

    /** With fewer threads a goroutine may run on the second. */
    private static final int THREADS = 3;

    private GoWatch() {}

    /**
     * It is the first thread that the program starts (runtime/proc.go, main), and so has the number after that of the process; a later
     * thread has a lower one only where the numbers have begun anew.
     *
     * @param pid of a Go program
     * @param threads the numbers of all its threads
     * @param began when a thread began, in ticks since the machine was booted; empty where that is not known
     */
    public static OptionalInt of(int pid, Set<Integer> threads, IntFunction<Optional<Long>> began) {
        var first = threads.stream()
                .mapToInt(Integer::intValue)
                .filter(thread -> thread > pid)
                .min();
        if (first.isEmpty() || threads.size() < THREADS) {
            return OptionalInt.empty();
        }
        var main = began.apply(pid);
        return main.isPresent()
                        && began.apply(first.getAsInt())
                                .filter(ticks -> ticks >= main.get() && ticks < main.get() + BEGINNING)
                                .isPresent()
                ? first
                : OptionalInt.empty();
    }
}
