package io.nodethaw.dump;

/**
 * A place in a dump that could not be read, or not as a whole.
 *
 * @param line in the file, from 1
 * @param what in one sentence
 */
public record Problem(long line, String what) {}
