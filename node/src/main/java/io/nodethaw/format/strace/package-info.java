/** Logs of strace: the call that a thread had not come back from when the log ended is what it waits in. */
@NullMarked
package io.nodethaw.format.strace;

import org.jspecify.annotations.NullMarked;
