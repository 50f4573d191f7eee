/**
 * Reads what is safe to read of other processes in our own: stat, status, wchan, and the links of their open files; and
 * what the kernel says of the whole machine (locks, pressure, boot). What may hang is asked in {@code collect.child}. A
 * process that ends meanwhile is skipped; what we may not read is a {@link io.nodethaw.collect.NotAskedException}.
 */
@NullMarked
package io.nodethaw.collect.proc;

import org.jspecify.annotations.NullMarked;
