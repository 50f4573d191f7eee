/**
 * The goroutines of a Go process, out of its memory: nothing of it is stopped or signalled.
 *
 * <p>What a goroutine does is in three places: its {@code runtime.g}, its stack, and the tables by which the runtime
 * itself prints a stack (the pclntab, in every Go program, stripped or not). Where fields lie differs between Go
 * versions; the data files {@code go1.N.properties} tell, one a version.
 *
 * <p>All that is known of the process comes through {@link io.nodethaw.golang.GoProcess}: this package opens no file and looks at
 * no clock, so that a process which runs and one that left a core file are read the same way.
 */
@NullMarked
package io.nodethaw.golang;

import org.jspecify.annotations.NullMarked;
