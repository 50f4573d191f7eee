package io.nodethaw.evidence;

/**
 * What the search path of a process leads to for a program that it starts, and what is beside its own file: enough to tell that
 * it cannot start it. The instance is that of {@link ProgramFile}.
 */
public record SearchedProgram(ProgramFile file) {
    public static final FactType<SearchedProgram> TYPE = FactType.ofProcess("program-search", SearchedProgram.class);
}
