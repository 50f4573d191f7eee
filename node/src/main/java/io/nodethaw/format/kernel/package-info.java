/** The log of the kernel: reports of tasks that have not run for minutes, with their stacks. */
@NullMarked
package io.nodethaw.format.kernel;

import org.jspecify.annotations.NullMarked;
