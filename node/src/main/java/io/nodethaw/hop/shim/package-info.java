/**
 * containerd's shims: one for each container or pod, its parent in the process tree. Called by containerd over ttrpc; calls
 * runc. Stalls when it is stopped, and while its runc does not end. Each is asked over its own socket.
 */
@NullMarked
package io.nodethaw.hop.shim;

import org.jspecify.annotations.NullMarked;
