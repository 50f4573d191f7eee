package io.nodethaw.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The folders that a path leads through, with all links resolved. Links that root or we ourselves own are followed. A link of
 * anybody else is not: it could make us write where that user may not.
 *
 * @param steps from "/" on, outermost first
 */
record Way(List<Step> steps) {
    /** The kernel follows as many: MAXSYMLINKS of include/linux/namei.h. */
    private static final int MOST_LINKS = 40;

    /** Links below it cannot be resolved by their text: /proc/1/root leads into another mount namespace. */
    private static final Path PROC = Path.of("/proc");

    private static final int ROOT = 0;

    // inode(7)
    private static final int TYPE = 0170000;
    private static final int LINK = 0120000;
    private static final int STICKY = 01000;
    private static final int OTHERS_MAY_WRITE = 022;

    /**
     * One folder.
     *
     * @param uid of its owner
     * @param mode as stat(2) gives it
     */
    record Step(Path path, int uid, int mode) {
        /** True when strangers cannot replace one of our folders that lies in it. */
        boolean keeps(int us) {
            return isOurs(us) && (!othersMayWrite() || (mode & STICKY) != 0);
        }

        /** True when strangers can neither rename nor remove anything in it, whoever owns that. */
        boolean isClosed(int us) {
            return isOurs(us) && !othersMayWrite();
        }

        boolean isLink() {
            return (mode & TYPE) == LINK;
        }

        private boolean othersMayWrite() {
            return !isLink() && (mode & OTHERS_MAY_WRITE) != 0; // a link's own permissions mean nothing
        }

        private boolean isOurs(int us) {
            return uid == ROOT || uid == us;
        }
    }

    /** Our own user id. By number: looking up names would ask nss-systemd, which hangs while PID 1 is stopped. */
    static int ourUid() {
        try {
            return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        } catch (IOException e) {
            return ROOT; // no /proc: then only root is trusted
        }
    }

    /** The way to a folder; fails when a link of a stranger is on the way, or when something is missing. */
    static Way to(Path folder, int us) throws IOException {
        var left = new ArrayDeque<Path>();
        var steps = new ArrayList<Step>();
        steps.add(step(Path.of("/")));
        folder.toAbsolutePath().forEach(left::add);
        int links = 0;
        while (!left.isEmpty()) {
            var name = left.pop().toString();
            if (name.equals("..") && steps.size() > 1) {
                steps.removeLast();
            } else if (!name.isEmpty() && !name.equals(".") && !name.equals("..")) {
                var next = step(steps.getLast().path().resolve(name));
                if (!next.isLink() || next.path().startsWith(PROC)) {
                    steps.add(next);
                } else if (++links > MOST_LINKS) {
                    throw new IOException("there are too many links in the way, the last is " + next.path());
                } else {
                    follow(next, us, steps, left);
                }
            }
        }
        return new Way(List.copyOf(steps));
    }

    private static void follow(Step link, int us, List<Step> steps, ArrayDeque<Path> left) throws IOException {
        if (!link.isOurs(us)) {
            throw new IOException(link.path() + " is a link of user " + link.uid() + ", which is not followed");
        }
        var target = Files.readSymbolicLink(link.path());
        if (target.isAbsolute()) {
            steps.subList(1, steps.size()).clear();
        }
        for (int i = target.getNameCount() - 1; i >= 0; i--) {
            left.push(target.getName(i));
        }
    }

    private static Step step(Path path) throws IOException {
        var attributes = Files.readAttributes(path, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
        return new Step(path, (Integer) asked(attributes, "uid"), (Integer) asked(attributes, "mode"));
    }

    private static Object asked(Map<String, Object> attributes, String name) {
        return Objects.requireNonNull(attributes.get(name), name);
    }

    /** The folder itself. */
    Step last() {
        return steps.getLast();
    }

    /** How many steps, counted from the first, no stranger can replace by another folder. */
    int kept(int us) {
        for (int i = 0; i < steps.size(); i++) {
            if (!steps.get(i).keeps(us)) {
                return i == 0 || steps.get(i - 1).isClosed(us) ? i + 1 : i;
            }
        }
        return steps.size();
    }
}
