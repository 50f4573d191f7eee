/** What kubectl shows of a node: its conditions and events. */
@NullMarked
package io.nodethaw.format.cluster;

import org.jspecify.annotations.NullMarked;
