package io.nodethaw.agent.config;

/**
 * Something that is wrong with a file of settings.
 *
 * @param line counted from 1; 0 where it is about the whole file
 */
public record Problem(int line, String what) {}
