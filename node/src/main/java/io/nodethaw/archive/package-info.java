/**
 * What files are packed in: gzip, bzip2, xz, lz4 and zstd, tar and zip, each within another, told by their content. Everything is
 * a stream with bounds, and nothing is ever written. Only this folder uses the libraries for it, and only {@code analyze} uses this
 * folder.
 */
@NullMarked
package io.nodethaw.archive;

import org.jspecify.annotations.NullMarked;
