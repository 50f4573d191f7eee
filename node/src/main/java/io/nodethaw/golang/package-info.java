/**
 * Reads the goroutines of a Go process from its memory; the process is neither stopped nor signalled.
 *
 * <p>What a goroutine does is in three places: its {@code runtime.g}, its stack, and the tables by which the runtime
 * itself prints a stack (the pclntab, in every Go program, stripped or not). Where fields lie differs between Go versions; the
 * data files {@code go1.N.properties} tell, one for each version.
 *
 * <p>Everything known about the process comes through {@link io.nodethaw.golang.GoProcess}: this package opens no file and looks at
 * no clock, so that running processes and core files are read in the same way.
 */
@NullMarked
package io.nodethaw.golang;

import org.jspecify.annotations.NullMarked;
