package io.nodethaw.collect.files;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotPermittedException;
import io.nodethaw.evidence.ProgramFile;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks for a program as exec.LookPath of Go does for a daemon: in some folders, or at a path. */
final class ProgramSearch {
    /** Where systemd lets the services that it starts look (src/basic/path-util.h, DEFAULT_PATH). */
    static final List<String> USUAL =
            List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");

    private final InRoot root;
    private final int pid;

    ProgramSearch(Host host, int pid) throws IOException {
        this.root = new InRoot(host.proc(pid, "root"));
        this.pid = pid;
    }

    /** The program in all of these folders; they do not matter for one that is named by its path. */
    ProgramFile all(String name, List<String> folders) throws IOException {
        return search(name, folders, false);
    }

    /** The same, as far as to the first that can be started. */
    ProgramFile first(String name, List<String> folders) throws IOException {
        return search(name, folders, true);
    }

    private ProgramFile search(String name, List<String> folders, boolean onlyFirst) throws IOException {
        boolean isPath = name.indexOf('/') >= 0;
        var found = new ArrayList<ProgramFile.Found>();
        for (var path : isPath
                ? List.of(name)
                : folders.stream().map(folder -> folder + "/" + name).toList()) {
            var file = at(path);
            file.ifPresent(found::add);
            if (onlyFirst
                    && file.filter(one -> one.kind() == ProgramFile.Kind.EXECUTABLE)
                            .isPresent()) {
                break;
            }
        }
        return new ProgramFile(pid, name, isPath ? List.of() : folders, found);
    }

    private Optional<ProgramFile.Found> at(String path) throws IOException {
        try {
            return Optional.of(new ProgramFile.Found(path, kind(root.resolve(path))));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (AccessDeniedException refused) {
            throw NotPermittedException.toRead(path);
        }
    }

    private static ProgramFile.Kind kind(Path file) throws IOException {
        var attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            return ProgramFile.Kind.NO_FILE;
        }
        if (!Files.isExecutable(file)) { // access(2) also tells of a mount with noexec
            return ProgramFile.Kind.NOT_EXECUTABLE;
        }
        return attributes.size() == 0 ? ProgramFile.Kind.EMPTY : ProgramFile.Kind.EXECUTABLE;
    }
}
