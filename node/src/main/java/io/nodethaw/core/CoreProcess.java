package io.nodethaw.core;

/**
 * The process as the note NT_PRPSINFO tells it (struct elf_prpsinfo, include/linux/elfcore.h).
 *
 * @param name the first 15 letters of its name
 * @param arguments the first 79 letters of its command line
 */
public record CoreProcess(int pid, int parent, int uid, String name, String arguments) {}
