/** What debuggers print of the threads of a process: backtraces of gdb. */
@NullMarked
package io.nodethaw.format.debugger;

import org.jspecify.annotations.NullMarked;
