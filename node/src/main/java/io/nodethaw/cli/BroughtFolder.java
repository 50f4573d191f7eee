package io.nodethaw.cli;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The files below a folder that the command line names. Links are not followed: within the folder they lead to files that are found
 * anyway, and out of it they lead to files that nobody brought.
 */
final class BroughtFolder {
    /** The most files looked at: a bundle of a large node has some thousands. */
    private static final int MOST = 100_000;

    private static final int DEEPEST = 32;

    private final List<String> files = new ArrayList<>();
    private final Map<String, String> notes = new LinkedHashMap<>();

    private BroughtFolder() {}

    /** Walks it; whatever cannot be read is told in a note. */
    static BroughtFolder of(String name) {
        var folder = new BroughtFolder();
        try {
            folder.walk(Path.of(name));
        } catch (IOException e) {
            folder.notes.put(name, InputFile.reason(e));
        }
        return folder;
    }

    /** Its files, in the order of their names. */
    List<String> files() {
        return files;
    }

    /** What was left out, by name, and why. */
    Map<String, String> notes() {
        return notes;
    }

    private void walk(Path folder) throws IOException {
        var real = folder.toRealPath();
        var found = new TreeSet<Path>();
        Files.walkFileTree(folder, Set.<FileVisitOption>of(), DEEPEST, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (found.size() == MOST) {
                    notes.put(folder.toString(), "only its first " + MOST + " files are looked at");
                    return FileVisitResult.TERMINATE;
                }
                if (attributes.isRegularFile()) {
                    found.add(file);
                } else if (attributes.isSymbolicLink()) {
                    link(file, real);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException why) {
                notes.put(file.toString(), InputFile.reason(why));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException why) {
                return FileVisitResult.CONTINUE;
            }
        });
        found.forEach(file -> files.add(file.toString()));
    }

    /** What a link leads to within the folder is found there; any other is left out. */
    private void link(Path link, Path folder) {
        try {
            var target = link.toRealPath();
            if (!target.startsWith(folder)) {
                notes.put(link.toString(), "a link out of the folder, not followed");
            }
        } catch (IOException e) {
            notes.put(link.toString(), "a link that leads nowhere");
        }
    }
}
