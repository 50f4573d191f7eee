/**
 * Packs what a look at a node has read into one archive, with what people like to read beside it; and tells such an archive from
 * others. It asks nothing and writes no file: whoever calls it does.
 */
@NullMarked
package io.nodethaw.capture;

import org.jspecify.annotations.NullMarked;
