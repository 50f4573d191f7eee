/**
 * The resident agent: looks again and again in one session, and publishes what two looks agree on. It is there before a node wedges,
 * and outlives what it watches: each round has a limit and is left behind when it hangs, and what is published leaves through threads
 * that may hang as well.
 */
@NullMarked
package io.nodethaw.agent;

import org.jspecify.annotations.NullMarked;
