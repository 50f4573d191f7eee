/**
 * dockerd. Called by kubelets with dockershim, cri-dockerd and users; calls containerd. Stalls when it is stopped, or when a
 * container's lock is held. Asked for a ping, and for names when something is silent.
 */
@NullMarked
package io.nodethaw.hop.docker;

import org.jspecify.annotations.NullMarked;
