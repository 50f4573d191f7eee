/** Lists of installed packages, as package managers and kubectl print them. */
@NullMarked
package io.nodethaw.format.packages;

import org.jspecify.annotations.NullMarked;
