package io.nodethaw.hop.shim;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads which containers a shim serves. containerd writes the shim's address into every bundle folder: "address" (runtime/v2
 * shim manager), or "bootstrap.json" since containerd 2.0. The folders lie on /run, a tmpfs.
 */
final class BundleFolders {
    private static final List<String> FILES = List.of("address", "bootstrap.json");

    private BundleFolders() {}

    /**
     * The ids of the bundles whose shim listens at this path.
     *
     * @param workingDirectory of the shim: its first bundle
     */
    static Bundles read(Host host, String workingDirectory, String socket) throws IOException {
        var first = Path.of(workingDirectory);
        var folder = first.getParent();
        if (folder == null) {
            throw new NotAskedException("the shim's working directory is no bundle: " + workingDirectory);
        }
        var ids = new ArrayList<String>();
        try (DirectoryStream<Path> bundles = Files.newDirectoryStream(host.file(folder.toString()))) {
            for (var bundle : bundles) {
                if (names(bundle, socket)) {
                    ids.add(bundle.getFileName().toString());
                }
            }
        }
        if (ids.isEmpty()) {
            ids.add(first.getFileName().toString());
        }
        ids.sort(String::compareTo);
        return new Bundles(ids);
    }

    private static boolean names(Path bundle, String socket) throws IOException {
        for (String file : FILES) {
            try {
                var text = Files.readString(bundle.resolve(file), StandardCharsets.UTF_8);
                if (text.contains(socket.startsWith("@") ? socket.substring(1) : socket)) {
                    return true;
                }
            } catch (NoSuchFileException _) {
                // the other name, or a bundle that has gone meanwhile
            }
        }
        return false;
    }
}
