/**
 * containerd: keeps images and tasks, starts a shim for each pod. Called by kubelet (through CRI) and dockerd; calls its shims,
 * and CNI plug-ins as its children. Stalls when it is stopped or frozen, or when one of its children waits. Asked for its
 * version.
 */
@NullMarked
package io.nodethaw.hop.containerd;

import org.jspecify.annotations.NullMarked;
