/**
 * What collectors of files record about themselves: which command they ran, whether it came back, and after which time. A collector is
 * a row in a table: a form of its records, or the places where it puts the output of its commands.
 */
@NullMarked
package io.nodethaw.format.collector;

import org.jspecify.annotations.NullMarked;
