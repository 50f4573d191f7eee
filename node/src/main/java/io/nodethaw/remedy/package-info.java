/**
 * What a hop can contribute to healing: remedies for its findings, aftercare for those who lose replies by a cure, and
 * canaries, which prove that containers start. Only an {@link io.nodethaw.remedy.Act} and a {@link io.nodethaw.remedy.Canary}
 * change a node. {@code heal} decides which is done and when, and what came of it.
 */
@NullMarked
package io.nodethaw.remedy;

import org.jspecify.annotations.NullMarked;
