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

    private static final long EXECUTE_BITS = 0111;

    private final InRoot root;
    private final ProgramContent content;
    private final int pid;

    ProgramSearch(Host host, int pid) throws IOException {
        this.root = new InRoot(host.proc(pid, "root"));
        this.content = new ProgramContent(host, root);
        this.pid = pid;
    }

    /** The program in all of these folders; they do not matter for one that is named by its path. */
    ProgramFile all(String name, List<String> folders) throws IOException {
        return search(name, folders, false);
    }

    /** The same, as far as to the first that would be taken. */
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
            if (onlyFirst && file.filter(one -> one.kind().isTaken()).isPresent()) {
                break;
            }
        }
        return new ProgramFile(pid, name, isPath ? List.of() : folders, found);
    }

    private Optional<ProgramFile.Found> at(String path) throws IOException {
        try {
            return Optional.of(found(path, root.resolve(path)));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (AccessDeniedException refused) {
            throw NotPermittedException.toRead(path);
        }
    }

    private ProgramFile.Found found(String path, Path file) throws IOException {
        var attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            return new ProgramFile.Found(path, ProgramFile.Kind.NO_FILE);
        }
        if (!Files.isExecutable(file)) { // access(2) also tells of a mount with noexec
            return new ProgramFile.Found(path, forbidden(file));
        }
        return attributes.size() == 0 ? new ProgramFile.Found(path, ProgramFile.Kind.EMPTY) : content.found(path, file);
    }

    private static ProgramFile.Kind forbidden(Path file) throws IOException {
        var mode = (Integer) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        return (mode & EXECUTE_BITS) != 0 && Rooms.isNoExec(file)
                ? ProgramFile.Kind.ON_NOEXEC_MOUNT
                : ProgramFile.Kind.NOT_EXECUTABLE;
    }
}
