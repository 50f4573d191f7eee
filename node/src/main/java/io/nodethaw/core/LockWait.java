package io.nodethaw.core;

import java.util.Optional;

/**
 * A lock that a thread waits for.
 *
 * @param address of the futex
 * @param value of the futex
 * @param owner thread that has it, where the lock names a thread of this core
 * @param kind "mutex" of the C library, or "priority-inheriting mutex" of the kernel
 */
public record LockWait(long address, int value, Optional<Integer> owner, String kind) {}
