package io.nodethaw.dump;

/**
 * A part of a dump that could not be read, or not completely.
 *
 * @param line number of its line in the file, from 1
 * @param what what is wrong, in one sentence
 */
public record Problem(long line, String what) {}
