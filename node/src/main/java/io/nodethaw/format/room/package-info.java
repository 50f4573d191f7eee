/** How much room file systems have, as {@code df} prints it. */
@NullMarked
package io.nodethaw.format.room;

import org.jspecify.annotations.NullMarked;
