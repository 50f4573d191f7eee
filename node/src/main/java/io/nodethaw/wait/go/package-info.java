/**
 * The upper floor: waits between the goroutines of Go daemons, which park in futex and epoll whatever they wait for. Who holds which
 * lock, who serves whose call, since when; and what follows from an open connection where no goroutine tells.
 */
@NullMarked
package io.nodethaw.wait.go;

import org.jspecify.annotations.NullMarked;
