package io.nodethaw.heal;

import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.EvidenceJson;
import io.nodethaw.file.OutputFolder;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

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
        var name = NAME.format(evidence.at());
        try (var opened = OutputFolder.own(folder)) {
            opened.write(name, file -> {
                var out = new BufferedWriter(Channels.newWriter(file, StandardCharsets.UTF_8));
                codec.write(evidence, tool, out);
            });
            prune(opened);
        }
        return folder.resolve(name);
    }

    private static void prune(OutputFolder opened) throws IOException {
        var kept = opened.names().stream()
                .filter(name -> name.startsWith(PREFIX))
                .sorted()
                .toList();
        for (int i = 0; i < kept.size() - KEPT; i++) {
            opened.remove(kept.get(i));
        }
    }
}
