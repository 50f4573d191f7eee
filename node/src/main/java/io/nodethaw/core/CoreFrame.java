package io.nodethaw.core;

import java.util.Optional;

/**
 * A place in the code of a thread's stack.
 *
 * @param pc the address
 * @param file that is mapped there; empty for none
 * @param offset in that file
 * @param function where a tool with debugging information or a table of symbols has told it
 */
public record CoreFrame(long pc, String file, long offset, Optional<String> function) {}
