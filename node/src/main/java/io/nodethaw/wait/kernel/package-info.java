/**
 * The middle floor: waits that the kernel shows of any process, whatever it is written in. Blocked system calls with their files,
 * sockets, pipes, locks and children, and what stops, traces or freezes.
 */
@NullMarked
package io.nodethaw.wait.kernel;

import org.jspecify.annotations.NullMarked;
