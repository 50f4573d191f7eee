package io.nodethaw.evidence;

import java.util.List;

/**
 * Where a process finds a program that it starts, in its own root; the instance is "PID/NAME", where the name may be a path.
 *
 * @param name of the program, or its path
 * @param folders where it was looked for
 * @param found the files of that name that are there
 */
public record ProgramFile(int pid, String name, List<String> folders, List<Found> found) {
    /**
     * What is in the folders in which programs are usually found, as far as to the first that can be started: enough to tell that
     * nothing is wrong.
     */
    public static final FactType<ProgramFile> TYPE = FactType.ofProcess("program-file", ProgramFile.class);

    public ProgramFile {
        name = Foreign.cut(name);
        folders = List.copyOf(folders);
        found = List.copyOf(found);
    }

    /** The instance of a program that a process starts. */
    public static String instance(int pid, String name) {
        return pid + "/" + name;
    }

    /** A file of that name. */
    public record Found(String path, Kind kind) {}

    /** What such a file is. */
    public enum Kind {
        /** It can be started. */
        EXECUTABLE,
        /** It has no permission to be started, or its mount gives none. */
        NOT_EXECUTABLE,
        /** There is nothing in it. */
        EMPTY,
        /** It is a folder or something else that no program can be in. */
        NO_FILE
    }

    /** True when one of them can be started. */
    public boolean isThere() {
        return found.stream().anyMatch(file -> file.kind() == Kind.EXECUTABLE);
    }
}
