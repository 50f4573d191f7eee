/**
 * One look at a node: bounded rounds of asking, building the graph, and asking what its frontier needs. Everything starts at
 * once; what hangs is left behind.
 */
@NullMarked
package io.nodethaw.look;

import org.jspecify.annotations.NullMarked;
