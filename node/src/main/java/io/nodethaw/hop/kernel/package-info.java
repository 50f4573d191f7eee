/**
 * The kernel and its file systems, locks and cgroups: where every chain ends that is not a daemon's own fault. Nothing is asked;
 * states, wait channels, pressure and locks are read.
 */
@NullMarked
package io.nodethaw.hop.kernel;

import org.jspecify.annotations.NullMarked;
