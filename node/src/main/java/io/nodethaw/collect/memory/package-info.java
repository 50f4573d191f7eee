/**
 * Reads the memory of another process.
 *
 * <p>Opening and reading {@code /proc/PID/mem} and {@code maps} takes the target's mmap lock and can hang with it: these
 * classes belong in a child process that can be left behind. How much is read has a limit.
 */
@NullMarked
package io.nodethaw.collect.memory;

import org.jspecify.annotations.NullMarked;
