/**
 * Reads ELF cores (elf(5), core(5)): the memory of a process that has left one, its threads with their registers, what each of them is
 * in, its goroutines, and systemd's message counter.
 *
 * <p>A core may have many gigabytes, may be cut off, and comes from anybody: it is read by offset, as little as is needed, and each
 * number in it is taken for a claim.
 */
@NullMarked
package io.nodethaw.core;

import org.jspecify.annotations.NullMarked;
