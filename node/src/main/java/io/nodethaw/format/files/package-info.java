/** Open files as {@code lsof} and {@code fuser} list them: who has a file, a pipe or a socket open. */
@NullMarked
package io.nodethaw.format.files;

import org.jspecify.annotations.NullMarked;
