/** Memory that can be read by address: that of a process that runs, or later of one that has left a core file. */
@NullMarked
package io.nodethaw.memory;

import org.jspecify.annotations.NullMarked;
