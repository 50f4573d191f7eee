/** Goroutine dumps: what a Go daemon writes on a signal, in a crash, or at its debug endpoint, as a file or in any log. */
@NullMarked
package io.nodethaw.format.goroutines;

import org.jspecify.annotations.NullMarked;
