/**
 * The command: one class per verb, one table of verbs and options from which help, completion and the man page are made.
 * Results go to stdout, messages to stderr.
 */
@NullMarked
package io.nodethaw.cli;

import org.jspecify.annotations.NullMarked;
