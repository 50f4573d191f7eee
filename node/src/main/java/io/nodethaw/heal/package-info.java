/**
 * The engine of healing, which knows no party of the chain: it chooses the least disruptive remedy of those that the hops bring for
 * a verdict, checks what must hold, writes down what it is about to do, has it done once, and proves that it helped. Choosing is
 * pure; only what is in {@code remedy} changes the node, and only this package has it do so.
 */
@NullMarked
package io.nodethaw.heal;

import org.jspecify.annotations.NullMarked;
