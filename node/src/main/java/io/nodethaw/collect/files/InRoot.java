package io.nodethaw.collect.files;

import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.NotPermittedException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/** Follows paths as a process with another root would: an absolute link leads to a file below that root, not below ours. */
final class InRoot {
    private static final int MOST_LINKS = 40; // include/linux/namei.h, MAXSYMLINKS

    private final Path root;

    /**
     * A root that can be looked into.
     *
     * @throws NotAskedException when there is no such process, or we may not look into its root
     */
    InRoot(Path root) throws IOException {
        this.root = root;
        try {
            Files.readAttributes(root, "unix:dev");
        } catch (NoSuchFileException gone) {
            throw new NotAskedException("no " + root);
        } catch (AccessDeniedException refused) {
            throw NotPermittedException.toRead(root.toString());
        }
    }

    /** Where a path leads, all links followed; the file itself need not be there. */
    Path resolve(String path) throws IOException {
        var left = new ArrayDeque<String>();
        push(left, path);
        var at = root;
        for (int links = 0; !left.isEmpty(); ) {
            var name = left.pop();
            if (name.equals("..")) {
                at = at.equals(root) ? root : Objects.requireNonNull(at.getParent());
                continue;
            }
            var next = at.resolve(name);
            if (!Files.isSymbolicLink(next)) {
                at = next;
                continue;
            }
            if (++links > MOST_LINKS) {
                throw new IOException(path + ": too many links");
            }
            var target = Files.readSymbolicLink(next).toString();
            at = target.startsWith("/") ? root : at;
            push(left, target);
        }
        return at;
    }

    private static void push(Deque<String> left, String path) {
        List<String> names = Arrays.asList(path.split("/", -1));
        for (var name : names.reversed()) {
            if (!name.isEmpty() && !name.equals(".")) {
                left.push(name);
            }
        }
    }
}
