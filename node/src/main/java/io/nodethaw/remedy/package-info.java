/**
 * What healing is made of, so that a hop can bring its own: remedies for its findings, what to do with those whose replies a
 * cure loses, and canaries, which prove that containers start. Only an {@link io.nodethaw.remedy.Act} and a
 * {@link io.nodethaw.remedy.Canary} change a node. Which is done, when, and what came of it is for {@code heal} to say.
 */
@NullMarked
package io.nodethaw.remedy;

import org.jspecify.annotations.NullMarked;
