/**
 * The only code that changes a node: chooses the least disruptive cure for a verdict, checks what must hold, writes down what
 * it is about to do, does it once, and proves that it helped. Choosing is pure; doing is small and goes through {@link Node}.
 */
@NullMarked
package io.nodethaw.heal;

import org.jspecify.annotations.NullMarked;
