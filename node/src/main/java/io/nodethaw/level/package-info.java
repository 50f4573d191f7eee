/**
 * Raises the log level of PID 1 for some seconds and puts it back, whatever happens to this program meanwhile: a child guards it, and
 * a note in {@code /run} tells the next run. Nothing here is done unless somebody asks for it by an option.
 */
@NullMarked
package io.nodethaw.level;

import org.jspecify.annotations.NullMarked;
