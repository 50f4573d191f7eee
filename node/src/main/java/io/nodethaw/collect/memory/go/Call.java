package io.nodethaw.collect.memory.go;

/**
 * A call as the source has it; one frame may hold several, as calls are inlined.
 *
 * @param id the runtime's number for special functions
 * @param line 0 when not known
 * @param offset of the program counter from the entry; -1 for an inlined call
 * @param outer name of the function that it is inlined in, or its own
 */
record Call(String function, int id, String file, int line, long offset, boolean inlined, String outer) {}
