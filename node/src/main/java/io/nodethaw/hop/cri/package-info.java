/**
 * The CRI side of a runtime: containerd's plug-in, CRI-O, cri-dockerd. Called by kubelet; calls shims and CNI plug-ins. Stalls
 * with its daemon. Asked for its version, and for names when something is silent.
 */
@NullMarked
package io.nodethaw.hop.cri;

import org.jspecify.annotations.NullMarked;
