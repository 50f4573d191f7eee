/**
 * Reads what Go programs write about themselves into neutral records: goroutine dumps of every Go version since 1.5, as the
 * runtime prints them, as debug endpoints return them, and as they appear in journals, JSON logs and issue reports. Files of
 * any size are read as a stream in bounded memory. Nothing in them makes the reader fail; what cannot be read is reported with
 * its line.
 */
@NullMarked
package io.nodethaw.dump;

import org.jspecify.annotations.NullMarked;
