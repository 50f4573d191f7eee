package io.nodethaw.hop.shim;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads which containers a shim serves. containerd writes the shim's address into every bundle folder: "address" (runtime/v2
 * shim manager), or "bootstrap.json" since containerd 2.0. The folders lie on /run, a tmpfs.
 */
final class BundleFolders {
    private static final List<String> FILES = List.of("address", "bootstrap.json");

    /** The longest file: both have some hundred bytes, an address or a few fields with one. */
    private static final int LONGEST = 4096;

    /** A bundle and what its files say about its shim. */
    private record Bundle(String id, String text) {}

    private final Host host;
    private final Map<Path, List<Bundle>> read = new HashMap<>();

    BundleFolders(Host host) {
        this.host = host;
    }

    /**
     * The ids of the bundles whose shim listens at this path.
     *
     * @param workingDirectory of the shim: its first bundle
     */
    Bundles of(String workingDirectory, String socket) throws IOException {
        var first = Path.of(workingDirectory);
        var folder = first.getParent();
        if (folder == null) {
            throw new NotAskedException("the shim's working directory is no bundle: " + workingDirectory);
        }
        var address = socket.startsWith("@") ? abstractName(socket) : socket;
        var ids = bundles(folder).stream()
                .filter(bundle -> bundle.text().contains(address))
                .map(Bundle::id)
                .sorted()
                .toList();
        return new Bundles(ids.isEmpty() ? List.of(String.valueOf(first.getFileName())) : ids);
    }

    /** The name without the signs that the kernel prints for the NUL bytes around it, because address files do not have them. */
    private static String abstractName(String socket) {
        return socket.substring(1, socket.endsWith("@") ? Math.max(1, socket.length() - 1) : socket.length());
    }

    /**
     * The bundles in a folder. They are read once for all shims of a node, because otherwise hundreds of shims would each read
     * hundreds of bundles.
     */
    private synchronized List<Bundle> bundles(Path folder) throws IOException {
        var known = read.get(folder);
        if (known == null) {
            known = new ArrayList<>();
            try (DirectoryStream<Path> bundles = Files.newDirectoryStream(host.onNode(folder.toString()))) {
                for (var bundle : bundles) {
                    known.add(new Bundle(String.valueOf(bundle.getFileName()), text(bundle)));
                }
            }
            read.put(folder, known);
        }
        return known;
    }

    private static String text(Path bundle) {
        var text = new StringBuilder();
        for (String file : FILES) {
            try (var in = Files.newInputStream(bundle.resolve(file), LinkOption.NOFOLLOW_LINKS)) {
                text.append(new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8))
                        .append('\n');
            } catch (IOException _) {
                // it has the file under the other name, or the bundle is gone; the others may still be readable
            }
        }
        return text.toString();
    }
}
