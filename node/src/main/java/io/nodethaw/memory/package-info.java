/** Memory that can be read by address, whoever has it: a process that runs, or the core file of one that does not any more. */
@NullMarked
package io.nodethaw.memory;

import org.jspecify.annotations.NullMarked;
