/**
 * The kernel with its file systems, locks and cgroups: every chain ends here unless a daemon itself is at fault. Nobody is
 * asked; states, wait channels, pressure and locks are read.
 */
@NullMarked
package io.nodethaw.hop.kernel;

import org.jspecify.annotations.NullMarked;
