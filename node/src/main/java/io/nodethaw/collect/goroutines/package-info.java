/**
 * The goroutines of processes that run: what {@link io.nodethaw.golang} needs of them out of {@code /proc}, and the way of what it
 * read from the reader child to us. Reads need the right to trace the process, take its mmap lock and may wait for a disk, so they
 * belong in a child process that can be left behind.
 */
@NullMarked
package io.nodethaw.collect.goroutines;

import org.jspecify.annotations.NullMarked;
