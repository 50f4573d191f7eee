/**
 * Memory that can be read by address: that of a process that runs, or of one that has left a core file; and systemd's message
 * counter, which is found in it.
 */
@NullMarked
package io.nodethaw.memory;

import org.jspecify.annotations.NullMarked;
