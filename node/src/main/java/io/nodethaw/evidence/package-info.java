/**
 * What is known about a node: all {@linkplain io.nodethaw.evidence.Reading readings} of one look, keyed by fact and instance,
 * with the times at which each was asked and answered. Live looks and files become the same evidence, so rules cannot tell them
 * apart.
 */
@NullMarked
package io.nodethaw.evidence;

import org.jspecify.annotations.NullMarked;
