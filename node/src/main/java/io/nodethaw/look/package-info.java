/**
 * Looks at a node: bounded rounds of asking, building the graph, and reading what its frontier needs. All questions start at
 * once; what hangs is left behind.
 */
@NullMarked
package io.nodethaw.look;

import org.jspecify.annotations.NullMarked;
