/**
 * What is known about a node: every {@link io.nodethaw.evidence.Reading} of one look, keyed by fact and instance, with the
 * times it was asked and answered. Live looks and saved files meet here, so a rule cannot tell them apart.
 */
@NullMarked
package io.nodethaw.evidence;

import org.jspecify.annotations.NullMarked;
