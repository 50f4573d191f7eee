/** The journal of the node, through {@code journalctl}: an optional helper with a limit, in the reader child. */
@NullMarked
package io.nodethaw.collect.journal;

import org.jspecify.annotations.NullMarked;
