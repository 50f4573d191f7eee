/**
 * What Go programs write about themselves, read into neutral records: goroutine dumps of every Go since 1.5, as the runtime
 * prints them, as debug endpoints serve them, and as they lie in journals, JSON logs and issues. Files of any size are read
 * as a stream in bounded memory; nothing in them makes the reader fail, what does not fit is told with its line.
 */
@NullMarked
package io.nodethaw.dump;

import org.jspecify.annotations.NullMarked;
