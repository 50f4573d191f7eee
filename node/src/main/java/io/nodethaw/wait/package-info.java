/**
 * Who waits for whom. This is the ground floor: vertices, edges with strength and proof, the graph they make, and the view of the
 * evidence that edge sources read. {@code wait.kernel} stands on it, and {@code wait.go} on both; none looks at a floor above.
 *
 * <p>Pure: evidence in, edges out; nothing here does I/O or reads a clock. Edge sources also say what they would have to see next
 * (the frontier).
 */
@NullMarked
package io.nodethaw.wait;

import org.jspecify.annotations.NullMarked;
