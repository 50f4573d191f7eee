package io.nodethaw.core;

import io.nodethaw.memory.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.Set;

/**
 * Tells which lock a thread waits for in futex(2). Most threads in there wait for no lock: they rest until another has work for them,
 * or wait for a condition.
 */
final class LockFinder {
    // include/uapi/linux/futex.h
    private static final int WAIT = 0;
    private static final int LOCK_PI = 6;
    private static final int WAIT_BITSET = 9;
    private static final int LOCK_PI2 = 13;
    private static final int COMMAND = 0x7f;
    private static final int TID = 0x3fffffff;

    /** What a mutex of the C library has in its first word while others wait for it (glibc nptl/lowlevellock.h; musl differs). */
    private static final int CONTENDED = 2;

    /** Where its owner is: struct __pthread_mutex_s, __lock, __count, __owner. */
    private static final int OWNER_AT = 8;

    private final Memory memory;
    private final Set<Integer> threads;

    /** @param threads of the core: an owner is one of them */
    LockFinder(Memory memory, Set<Integer> threads) {
        this.memory = memory;
        this.threads = Set.copyOf(threads);
    }

    /** The lock that this call waits for; empty when it is another call, or waits for something else. */
    Optional<LockWait> of(Doing doing) {
        if (!(doing instanceof Doing.InCall call)
                || !call.waits()
                || !call.name().equals("futex")) {
            return Optional.empty();
        }
        var address = call.arguments().get(0);
        var operation = call.arguments().get(1).map(value -> value.intValue() & COMMAND);
        var word = address.flatMap(this::word);
        if (word.isEmpty() || operation.isEmpty()) {
            return Optional.empty();
        }
        return switch (operation.get()) {
            case LOCK_PI, LOCK_PI2 ->
                Optional.of(
                        new LockWait(address.get(), word.get(), owner(word.get() & TID), "priority-inheriting mutex"));
            case WAIT, WAIT_BITSET ->
                mutex(address.get(), word.get(), call.arguments().get(2));
            default -> Optional.empty();
        };
    }

    /** A mutex is one only if the word that names its owner names a thread: other locks have something else there. */
    private Optional<LockWait> mutex(long address, int word, Optional<Long> expected) {
        if (word != CONTENDED || expected.map(Long::intValue).orElse(0) != CONTENDED) {
            return Optional.empty();
        }
        var owner = word(address + OWNER_AT).flatMap(this::owner);
        return owner.map(tid -> new LockWait(address, word, Optional.of(tid), "mutex"));
    }

    private Optional<Integer> owner(int tid) {
        return Optional.of(tid).filter(threads::contains);
    }

    private Optional<Integer> word(long address) {
        var bytes = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
        try {
            memory.read(address, bytes);
        } catch (IOException _) {
            return Optional.empty();
        }
        return bytes.hasRemaining() ? Optional.empty() : Optional.of(bytes.getInt(0));
    }
}
