/**
 * The goroutines of running processes: reads what {@link io.nodethaw.golang} needs from {@code /proc}, and sends the result
 * from the reader child to the parent. Reading needs the right to trace the process, takes its mmap lock and may wait for a
 * disk, so it is done in a child process that can be left behind.
 */
@NullMarked
package io.nodethaw.collect.goroutines;

import org.jspecify.annotations.NullMarked;
