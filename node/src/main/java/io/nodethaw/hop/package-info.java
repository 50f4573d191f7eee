/**
 * A hop is one party in starting a container. Each has a folder with its probes, facts, edge sources, rules and remedies; no
 * hop imports another. {@link io.nodethaw.hop.Chain} holds them in order, top to bottom.
 */
@NullMarked
package io.nodethaw.hop;

import org.jspecify.annotations.NullMarked;
