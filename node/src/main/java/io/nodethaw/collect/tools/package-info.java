/**
 * Tools of the machine that know more than we do, each run as a child with a limit: never on the way of a look, and only where somebody
 * has asked for what they tell.
 */
@NullMarked
package io.nodethaw.collect.tools;

import org.jspecify.annotations.NullMarked;
