package io.nodethaw.evidence;

import java.util.List;
import java.util.Optional;

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

    /**
     * A file of that name.
     *
     * @param interpreter what the kernel needs to start it, and is not there: the loader of an ELF, or the first word of a script
     */
    public record Found(String path, Kind kind, Optional<String> interpreter) {
        public Found {
            interpreter = interpreter.map(Foreign::cut);
        }

        /** One that lacks nothing else. */
        public Found(String path, Kind kind) {
            this(path, kind, Optional.empty());
        }
    }

    /** What such a file is. */
    public enum Kind {
        /** It can be started, as far as could be told. */
        EXECUTABLE,
        /** It has no permission to be started. */
        NOT_EXECUTABLE,
        /** It has permission to be started, and its mount gives none. */
        ON_NOEXEC_MOUNT,
        /** There is nothing in it. */
        EMPTY,
        /** It is neither an ELF nor a script. */
        NO_FORMAT,
        /** It is an ELF for another machine than this one. */
        OTHER_MACHINE,
        /** The interpreter that it names is not there. */
        NO_INTERPRETER,
        /** It is a folder or something else that no program can be in. */
        NO_FILE;

        /** True for one that exec.LookPath of Go takes, whatever is in it; it goes on past the others. */
        public boolean isTaken() {
            return switch (this) {
                case EXECUTABLE, EMPTY, NO_FORMAT, OTHER_MACHINE, NO_INTERPRETER -> true;
                case NOT_EXECUTABLE, ON_NOEXEC_MOUNT, NO_FILE -> false;
            };
        }
    }

    /** The file that the process takes for the program: the first that it may execute, else the first of all. */
    public Optional<Found> taken() {
        return found.stream()
                .filter(file -> file.kind().isTaken())
                .findFirst()
                .or(() -> found.stream().findFirst());
    }

    /** True when the one that is taken can be started. */
    public boolean isThere() {
        return taken().filter(file -> file.kind() == Kind.EXECUTABLE).isPresent();
    }
}
