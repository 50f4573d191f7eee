/**
 * Who waits for whom: vertices, edges with strength and proof, and the graph they make. Pure: evidence in, edges out;
 * nothing here does I/O or reads a clock. Edge sources also say what they would have to see next (the frontier).
 */
@NullMarked
package io.nodethaw.wait;

import org.jspecify.annotations.NullMarked;
