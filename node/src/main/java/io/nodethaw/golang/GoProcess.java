package io.nodethaw.golang;

import io.nodethaw.memory.Memory;

/** What is needed from a process to read its goroutines, whether it is running or has left a core file. */
public interface GoProcess {
    /** Its pid, for the record. */
    int pid();

    /** All of its memory. */
    Memory memory();

    /** Most bytes that may be read of its memory. */
    long mostBytes();

    /** Its auxiliary vector (getauxval(3)), which tells where the program's headers are. */
    byte[] auxv();

    /** Its threads. */
    Threads threads();

    /**
     * The moment before its memory is read, in nanoseconds of CLOCK_MONOTONIC, which Go's nanotime reads as well; 0 when it is not known,
     * as of a core. Ages are then told up to the last moment that the runtime has noted.
     */
    long now();
}
