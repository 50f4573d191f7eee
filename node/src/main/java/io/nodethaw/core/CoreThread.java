package io.nodethaw.core;

import java.util.Optional;

/**
 * A thread as the note NT_PRSTATUS tells it (struct elf_prstatus, include/linux/elfcore.h).
 *
 * @param tid in the pid namespace of whoever wrote the core
 * @param signal that it was about to get; 0 for none
 * @param systemCall number of the system call, where a note of its own tells it (arm64); empty where only registers do
 */
public record CoreThread(int tid, int signal, Registers registers, Optional<Integer> systemCall) {}
