/**
 * The upper floor: waits between the goroutines of Go daemons, whose threads sleep in futex and epoll whatever the goroutines
 * wait for. It tells who holds which lock, who serves whose call and since when, and what an open connection suggests when no
 * goroutine tells.
 */
@NullMarked
package io.nodethaw.wait.go;

import org.jspecify.annotations.NullMarked;
