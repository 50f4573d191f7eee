/**
 * The goroutines of a Go process, out of its memory: nothing of it is stopped or signalled.
 *
 * <p>What a goroutine does is in three places: its {@code runtime.g}, its stack, and the tables by which the runtime
 * itself prints a stack (the pclntab, in every Go program, stripped or not). Where fields lie differs between Go
 * versions; the data files {@code go1.N.properties} tell, one a version. Reads need the right to trace the process, take
 * its mmap lock and may wait for a disk, so they belong in a child process that can be left behind.
 */
@NullMarked
package io.nodethaw.collect.memory.go;

import org.jspecify.annotations.NullMarked;
