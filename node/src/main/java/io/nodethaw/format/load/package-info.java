/** How busy a node is, as programs that measure it print. */
@NullMarked
package io.nodethaw.format.load;

import org.jspecify.annotations.NullMarked;
