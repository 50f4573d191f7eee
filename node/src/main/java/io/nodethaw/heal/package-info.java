/**
 * The engine of healing, which knows no hop: it chooses the least disruptive of the remedies that the hops bring for a verdict,
 * checks what must hold, records what it is about to do, has it done once, and proves that it helped. Choosing is pure. Only
 * acts and canaries of {@code remedy} change the node, and only this package runs them.
 */
@NullMarked
package io.nodethaw.heal;

import org.jspecify.annotations.NullMarked;
