package io.nodethaw.heal;

import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.EvidenceJson;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the evidence that an action rests on, in a folder below /run.
 *
 * @param folder made when it is first needed: /run/nodethaw
 * @param codec knows every fact
 * @param tool name and version of this program
 */
public record EvidenceStore(Path folder, EvidenceJson codec, String tool) {
    /** More would fill /run, which systemd needs: a big node's evidence is some megabytes. */
    private static final int KEPT = 8;

    private static final String PREFIX = "evidence-";

    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern(
                    "'" + PREFIX + "'yyyyMMdd'T'HHmmss.SSS'Z.json'")
            .withZone(ZoneOffset.UTC);

    /** Saves and syncs it; yields the file. The oldest go when there are many. */
    Path save(Evidence evidence) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var file = folder.resolve(NAME.format(evidence.at()));
        try (var channel = FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
                var out = Channels.newWriter(channel, StandardCharsets.UTF_8)) {
            codec.write(evidence, tool, out);
            channel.force(true);
        }
        prune();
        return file;
    }

    private void prune() throws IOException {
        List<Path> kept = new ArrayList<>();
        try (var files = Files.newDirectoryStream(folder, PREFIX + "*.json")) {
            files.forEach(kept::add);
        }
        kept.sort(Path::compareTo);
        for (int i = 0; i < kept.size() - KEPT; i++) {
            Files.deleteIfExists(kept.get(i));
        }
    }
}
