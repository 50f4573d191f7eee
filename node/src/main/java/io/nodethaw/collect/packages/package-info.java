/** Which packages are installed, and what programs say about their version. */
@NullMarked
package io.nodethaw.collect.packages;

import org.jspecify.annotations.NullMarked;
