/** The program: {@link io.nodethaw.Main} builds every part of it by hand. */
@NullMarked
package io.nodethaw;

import org.jspecify.annotations.NullMarked;
