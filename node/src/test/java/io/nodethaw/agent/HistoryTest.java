package io.nodethaw.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.agent.cure.Told;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.EvidenceJson;
import io.nodethaw.evidence.Machine;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.report.PastChange;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
    private static final EvidenceJson CODEC = new EvidenceJson(List.of(Machine.TYPE, ProcessTable.TYPE));
    private static final Duration EVER = Duration.ofDays(3650);

    @TempDir
    Path root;

    private final TestHost time = new TestHost();

    private History history() {
        return new History(time.host(root), root.resolve("run"), root.resolve("disk"), () -> CODEC, "nodethaw 0.0");
    }

    private static Published published(Status status) {
        return new Published("NodeStalled", status, "R", "systemd.deaf-on-bus", "STALLED  x", Instant.EPOCH);
    }

    private static Rounds.Ending looked() {
        var seen = Verdicts.deaf();
        var evidence = new Evidence.Builder(Verdicts.AT)
                .seen(Machine.TYPE, "", new Machine(99, 0, "6.1", "x86_64", "b", 100, 50))
                .build();
        return new Rounds.Ending.Looked(
                new Seen(evidence, seen.verdict(), seen.triage(), seen.line(), List.of(), List.of()), Duration.ZERO);
    }

    @Test
    void whatIsToldOfCuresIsALineWithoutEvidence() throws IOException {
        var history = history();
        history.told(new Told("CurePaused", "systemd.deaf-on-bus", "it is on many", true, "", TestHost.WALL));
        var change = history().read(EVER).getFirst();
        assertThat(change.condition()).isEqualTo("Cure");
        assertThat(change.status()).isEqualTo("Paused");
        assertThat(change.reason()).isEqualTo("CurePaused");
        assertThat(change.was()).isEmpty();
        assertThat(change.evidence()).isEmpty();
    }

    private List<String> ids(Duration age) throws IOException {
        return history().read(age).stream().map(PastChange::id).toList();
    }

    @Test
    void aChangeIsKeptWithItsEvidenceForRootAlone() throws IOException {
        var history = history();
        history.changed(published(Status.FALSE), published(Status.TRUE), looked());
        var change = history().read(EVER).getFirst();
        assertThat(change)
                .isEqualTo(new PastChange(
                        "20260304T050000.000",
                        TestHost.WALL,
                        "NodeStalled",
                        "True",
                        "False",
                        "R",
                        "systemd.deaf-on-bus",
                        "STALLED  x",
                        root.resolve("disk/20260304T050000.000.json.gz").toString()));
        try (var in = new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(Path.of(change.evidence()))), StandardCharsets.UTF_8)) {
            assertThat(CODEC.read(in, "x").evidence().seen(Machine.TYPE)).isPresent();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(change.evidence()))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("disk"))))
                .isEqualTo("rwx------");
    }

    @Test
    void changesOfOneMomentAreToldApartAndTheNewestComesFirst() throws IOException {
        var history = history();
        history.changed(published(Status.FALSE), published(Status.TRUE), looked());
        history.changed(published(Status.FALSE), published(Status.TRUE), looked());
        time.pass(Duration.ofHours(2));
        history.changed(published(Status.TRUE), published(Status.FALSE), new Rounds.Ending.Late(Duration.ZERO));
        assertThat(ids(EVER)).containsExactly("20260304T070000.000", "20260304T050000.001", "20260304T050000.000");
        assertThat(ids(Duration.ofHours(1))).containsExactly("20260304T070000.000");
        assertThat(history.read(EVER).getFirst().evidence()).isEmpty();
    }

    @Test
    void whileTheDiskHangsMemoryHasIt() throws IOException {
        Files.writeString(root.resolve("disk"), "no folder");
        history().changed(published(Status.FALSE), published(Status.TRUE), looked());
        Files.delete(root.resolve("disk"));
        assertThat(history().read(EVER).getFirst().evidence())
                .startsWith(root.resolve("run").toString());
    }

    @Test
    void theOldestGoWhenThereAreTooManyOrTooLargeOrTooOld() throws IOException {
        var few = new HistoryFolder.Bounds(3, 1 << 20, Duration.ofDays(1), 1 << 20, 0);
        assertThat(kept(few, 5, looked())).containsExactly("2", "3", "4");
        var small = new HistoryFolder.Bounds(100, 500, Duration.ofDays(1), 1 << 20, 0);
        assertThat(kept(small, 20, looked())).hasSizeLessThan(8).contains("19");
        var young = new HistoryFolder.Bounds(100, 1 << 20, Duration.ofDays(-1), 1 << 20, 0);
        assertThat(kept(young, 3, looked())).containsExactly("2");
    }

    private List<String> kept(HistoryFolder.Bounds bounds, int count, Rounds.Ending ending) throws IOException {
        var folder = new HistoryFolder(root.resolve("f" + bounds.hashCode()), bounds);
        for (int i = 0; i < count; i++) {
            folder.keep(change(Integer.toString(i)), evidence(ending), CODEC, "x");
        }
        var names = new ArrayList<String>();
        folder.read().forEach(change -> names.add(change.id()));
        return names;
    }

    private static PastChange change(String id) {
        return new PastChange(id, Instant.now(), "NodeStalled", "True", "False", "R", "", "m", "");
    }

    private static List<Evidence> evidence(Rounds.Ending ending) {
        return List.of(((Rounds.Ending.Looked) ending).seen().evidence());
    }

    @Test
    void withoutRoomThereIsStillTheLine() throws IOException {
        var full = new HistoryFolder.Bounds(10, 1 << 20, Duration.ofDays(1), 1 << 20, Long.MAX_VALUE / 2);
        var folder = new HistoryFolder(root.resolve("full"), full);
        folder.keep(change("1"), evidence(looked()), CODEC, "x");
        assertThat(folder.read())
                .hasSize(1)
                .allMatch(change -> change.evidence().isEmpty());
    }

    @Test
    void whatWasCutOffOrIsForeignIsLeftOut() throws IOException {
        history().changed(published(Status.FALSE), published(Status.TRUE), looked());
        Files.writeString(root.resolve("disk/20260304T040000.000.change"), "change\t12");
        Files.writeString(root.resolve("disk/20260304T030000.000.change"), "change\tx\ta\tb\tc\td\te\tf\t\n");
        Files.writeString(root.resolve("disk/20260304T020000.000.json.gz"), "evidence alone");
        Files.writeString(root.resolve("disk/notes"), "of somebody else");
        assertThat(ids(EVER)).containsExactly("20260304T050000.000");
    }
}
