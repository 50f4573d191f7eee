/**
 * The catalogue of known bugs, and how versions compare. The catalogue is data: one JSON file for each component, read when it is
 * first asked for. It only knows versions; what a node shows counts more, and is the business of rules.
 */
@NullMarked
package io.nodethaw.bugs;

import org.jspecify.annotations.NullMarked;
