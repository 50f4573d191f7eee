/** Texts of {@code /proc}, loose or with the command that printed them. */
@NullMarked
package io.nodethaw.format.proc;

import org.jspecify.annotations.NullMarked;
