/**
 * Reads what is safe to read about other processes without the reader child: stat, status, wchan, and the links of their open
 * files; and what the kernel says about the whole machine (locks, pressure, boot). What may hang is read by {@code
 * collect.child}. A process that ends meanwhile is skipped; what we may not read is a {@link
 * io.nodethaw.collect.NotAskedException}.
 */
@NullMarked
package io.nodethaw.collect.proc;

import org.jspecify.annotations.NullMarked;
