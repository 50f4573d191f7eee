/** Goroutine dumps that daemons write themselves: at their debug endpoints, and on a signal. */
@NullMarked
package io.nodethaw.collect.dumps;

import org.jspecify.annotations.NullMarked;
