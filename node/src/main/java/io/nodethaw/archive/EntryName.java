package io.nodethaw.archive;

import java.util.ArrayDeque;
import java.util.Optional;

/** Names of entries: where they lead, as if the archive were a folder of its own. */
final class EntryName {
    private EntryName() {}

    /**
     * The name below the root of the archive. A name from the root of the machine, as tar -P writes it, is one below the root of
     * the archive.
     *
     * @return empty for a name that leads out of the archive
     */
    static Optional<String> within(String name) {
        return walk("", name);
    }

    /** True for a link that leads out of its archive: to the root of the machine it was made on, or above its own root. */
    static boolean leadsOut(String link, String target) {
        boolean root = target.startsWith("/");
        int folder = link.lastIndexOf('/');
        return walk(root || folder < 0 ? "" : link.substring(0, folder), target).isEmpty();
    }

    private static Optional<String> walk(String folder, String name) {
        var parts = new ArrayDeque<String>();
        for (var part : (folder + "/" + name).split("/", -1)) {
            switch (part) {
                case "", "." -> {}
                case ".." -> {
                    if (parts.pollLast() == null) {
                        return Optional.empty();
                    }
                }
                default -> parts.add(part);
            }
        }
        return Optional.of(String.join("/", parts));
    }
}
