/**
 * How files and file systems are asked about as a daemon of the node sees them: below its own root, which need not be ours. Any
 * of it may hang with a file system, so nothing here is read in the look's own thread.
 */
@NullMarked
package io.nodethaw.collect.files;

import org.jspecify.annotations.NullMarked;
