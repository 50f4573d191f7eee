/** What {@code --save-evidence} wrote: a complete look at a node. Of broken JSON the readable part is used. */
@NullMarked
package io.nodethaw.format.saved;

import org.jspecify.annotations.NullMarked;
