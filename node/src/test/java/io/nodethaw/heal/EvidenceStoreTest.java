package io.nodethaw.heal;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.EvidenceFacts;
import io.nodethaw.evidence.EvidenceJson;
import io.nodethaw.evidence.ProcessTable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceStoreTest {
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

    private final EvidenceJson codec = new EvidenceJson(EvidenceFacts.ALL);
    private final Random random = new Random(1);

    @TempDir
    private Path run;

    private EvidenceStore store() {
        return new EvidenceStore(run.resolve("nodethaw"), codec, "test");
    }

    private Evidence evidence(Instant at, int processes, int files) {
        var builder = new Evidence.Builder(at);
        var entries = new ArrayList<ProcessTable.Entry>();
        for (int pid = 1; pid <= processes; pid++) {
            entries.add(new ProcessTable.Entry(pid, 0, "sh", 'S', 1, 1, 0));
            var open = new ArrayList<Descriptors.Descriptor>();
            for (int fd = 0; fd < files * pid; fd++) {
                open.add(new Descriptors.Descriptor(
                        fd, "/" + Long.toHexString(random.nextLong()).repeat(2)));
            }
            builder.seen(Descriptors.TYPE, Integer.toString(pid), new Descriptors(pid, open, "/"));
        }
        return builder.seen(ProcessTable.TYPE, "", new ProcessTable(entries)).build();
    }

    private Evidence read(Path file) throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(file))) {
            var loaded = codec.read(new InputStreamReader(in, StandardCharsets.UTF_8), "x");
            assertThat(loaded.notes()).isEmpty();
            return loaded.evidence();
        }
    }

    @Test
    void whatIsSavedIsReadAgainAndForItsOwnerOnly() throws IOException {
        var evidence = evidence(AT, 3, 2);
        var file = store().save(evidence);
        assertThat(read(file).all()).isEqualTo(evidence.all());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void theLargestReadingsOfProcessesGoFirstAndSaySo() throws IOException {
        var evidence = evidence(AT, 20, 4000);
        var file = store().save(evidence);
        assertThat(Files.size(file)).isLessThanOrEqualTo(8 << 20);
        var read = read(file);
        assertThat(read.seen(ProcessTable.TYPE)).isEqualTo(evidence.seen(ProcessTable.TYPE));
        assertThat(read.seen(Descriptors.TYPE, 1)).isPresent();
        assertThat(read.reading(Descriptors.TYPE, "20").toString())
                .contains("left out of the file: it has ")
                .contains(" characters");
    }

    @Test
    void fewAreKept() throws IOException {
        for (int i = 0; i < 12; i++) {
            store().save(evidence(AT.plusSeconds(i), 1, 1));
        }
        try (var files = Files.list(run.resolve("nodethaw"))) {
            assertThat(files.map(file -> file.getFileName().toString()).sorted().toList())
                    .hasSize(8)
                    .isEqualTo(names(4, 12));
        }
    }

    @Test
    void whatAKilledOneLeftIsRemoved() throws IOException {
        store().save(evidence(AT, 1, 1));
        var part = Files.writeString(run.resolve("nodethaw/.nodethaw-0a.part"), "half");
        Files.setLastModifiedTime(part, FileTime.from(AT));
        store().save(evidence(AT.plusSeconds(1), 1, 1));
        assertThat(part).doesNotExist();
    }

    private static List<String> names(int from, int to) {
        var names = new ArrayList<String>();
        for (int i = from; i < to; i++) {
            names.add("evidence-20260102T0304%02d.000Z.json.gz".formatted(5 + i));
        }
        return names;
    }

    @Test
    void whatIsKeptStaysSmall() throws IOException {
        for (int i = 0; i < 4; i++) {
            store().save(evidence(AT.plusSeconds(i), 10, 4000));
        }
        long bytes = 0;
        try (var files = Files.list(run.resolve("nodethaw"))) {
            for (var file : files.toList()) {
                bytes += Files.size(file);
            }
        }
        assertThat(bytes).isLessThanOrEqualTo(24 << 20);
    }
}
