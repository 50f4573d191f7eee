/** What {@code --save-evidence} wrote: a whole look at a node. Broken JSON is used as far as it goes. */
@NullMarked
package io.nodethaw.format.saved;

import org.jspecify.annotations.NullMarked;
