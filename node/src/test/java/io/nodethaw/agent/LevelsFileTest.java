package io.nodethaw.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Outlook;
import io.nodethaw.analysis.PastLevels;
import io.nodethaw.analysis.Stock;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LevelsFileTest {
    private static final Stock.Meaning MEANING = new Stock.Meaning("kernel.tasks", "unused", "unused");
    private static final int NOBODY = 65534;

    @TempDir
    Path root;

    private final TestHost time = new TestHost();
    private final Levels levels = new Levels(Duration.ofSeconds(10));
    private Path folder = Path.of("/none");
    private LevelsFile file = new LevelsFile(time.host(), folder, List::of);

    @BeforeEach
    void begin() {
        folder = root.resolve("run");
        file = new LevelsFile(time.host(), folder, levels::series);
    }

    private Path path() {
        return folder.resolve("levels.json");
    }

    private PastLevels read() {
        return LevelsFile.read(folder, now());
    }

    private Instant now() {
        return time.host().clock().instant();
    }

    private Stock stock(long used) {
        return Stock.of(MEANING, "tasks", used, 1000, Machine.TYPE.key());
    }

    /** A look that has read this. */
    private void look(String boot, Stock... stocks) {
        var evidence = new Evidence.Builder(now());
        if (!boot.isEmpty()) {
            evidence.seen(Machine.TYPE, "", new Machine(99, 0, "6.1", "x86_64", boot, 100, 50));
        }
        var well = Verdicts.well();
        var readings = List.of(stocks).stream()
                .map(stock -> new Outlook.Reading(stock, now()))
                .toList();
        levels.add(readings);
        file.round(
                new Rounds.Ending.Looked(
                        new Seen(evidence.build(), well.verdict(), well.triage(), well.line(), List.of(), readings),
                        Duration.ZERO),
                List.of());
    }

    private void kept(String text) throws IOException {
        look("boot", stock(1));
        Files.writeString(path(), text);
    }

    @Test
    void whatTheAgentHasReadCanBeReadAgain() {
        assertThat(read()).isEqualTo(PastLevels.NONE);
        assertThat(folder).doesNotExist();
        look("boot", stock(700));
        assertThat(read())
                .isEqualTo(new PastLevels(
                        "boot",
                        List.of(new PastLevels.Series(
                                "kernel.tasks", "tasks", List.of(new PastLevels.Level(TestHost.WALL, 700, 1000)))),
                        Optional.empty()));
    }

    @Test
    void onlyItsOwnerMayReadIt() throws IOException {
        look("boot", stock(700));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
                .isEqualTo("rw-------");
    }

    @Test
    void itIsWrittenOnceAMinute() {
        for (int second = 0; second <= 70; second += 10) {
            look("boot", stock(second));
            time.pass(Duration.ofSeconds(10));
        }
        assertThat(read().series().getFirst().levels())
                .extracting(PastLevels.Level::used)
                .containsExactly(0L, 10L, 20L, 30L, 40L, 50L, 60L);
    }

    @Test
    void aLookThatTellsNoLevelsOrNoBootWritesNothing() {
        look("boot");
        look("", stock(1));
        file.round(new Rounds.Ending.Late(Duration.ofSeconds(20)), List.of());
        assertThat(folder).doesNotExist();
    }

    @Test
    void aDiskThatHangsKeepsNobodyWaiting() {
        time.hangs = true;
        look("boot", stock(1));
        time.pass(Duration.ofMinutes(2));
        look("boot", stock(2));
        assertThat(time.waiting).hasSize(1);
        assertThat(folder).doesNotExist();
    }

    @Test
    void whatHasItsDateWrittenInItIsNotKept() {
        var until = TestHost.WALL.plus(Duration.ofDays(9));
        look(
                "boot",
                Stock.time(MEANING, "certificate", TestHost.WALL, until, TestHost.WALL, Machine.TYPE.key()),
                stock(1));
        assertThat(read().series()).extracting(PastLevels.Series::label).containsExactly("tasks");
    }

    @Test
    void theMostThatIsKeptCanBeRead() throws IOException {
        for (int look = 0; look < 24; look++) {
            look(
                    "boot",
                    IntStream.range(0, 300).mapToObj(LevelsFileTest::longest).toArray(Stock[]::new));
            time.pass(Duration.ofSeconds(10));
        }
        time.pass(Duration.ofMinutes(1));
        look("boot", longest(1));
        assertThat(Files.size(path())).isLessThan(1 << 20);
        assertThat(read().unread()).isEmpty();
        assertThat(read().series()).hasSize(200);
    }

    private static Stock longest(int number) {
        var label = "\u0001".repeat(290) + number;
        return Stock.of(MEANING, label, Long.MAX_VALUE, Long.MAX_VALUE, Machine.TYPE.key());
    }

    @Test
    void aNameThatIsTooLongIsNotKept() {
        look("boot", Stock.of(MEANING, "x".repeat(301), 1, 2, Machine.TYPE.key()), stock(1));
        assertThat(read().series()).extracting(PastLevels.Series::label).containsExactly("tasks");
    }

    @Test
    void whatNoAgentWroteIsLeftAside() throws IOException {
        for (var text : List.of(
                "",
                "null",
                "[]",
                "{\"schemaVersion\": 1}",
                "{\"schemaVersion\": \"x\"}",
                "{\"schemaVersion\": 1, \"bootId\": \"b\", \"at\": \"yesterday\", \"things\": []}",
                "{\"schemaVersion\": 1, \"bootId\": \"b\", \"at\": \"2026-03-04T04:00:00Z\", \"things\": [7]}",
                "[".repeat(500_000))) {
            kept(text);
            assertThat(read().series()).isEmpty();
            assertThat(read().unread().orElseThrow())
                    .as(text.length() < 100 ? text : "deep")
                    .isEqualTo(path() + ": it is not what an agent writes");
        }
    }

    @Test
    void aCutOffFileIsLeftAside() throws IOException {
        look("boot", stock(1));
        var text = Files.readString(path());
        Files.writeString(path(), text.substring(0, text.length() - 5));
        assertThat(read().unread().orElseThrow()).endsWith("it is not what an agent writes");
    }

    @Test
    void whatANewerVersionWroteIsLeftAside() throws IOException {
        kept("{\"schemaVersion\": 2, \"levels\": \"elsewhere\"}");
        assertThat(read().unread().orElseThrow())
                .endsWith("schemaVersion 2 is newer than 1, the newest that this version reads");
    }

    @Test
    void whatWasWrittenAtATimeStillToComeIsLeftAside() {
        look("boot", stock(1));
        var before = LevelsFile.read(folder, now().minusSeconds(1));
        assertThat(before.series()).isEmpty();
        assertThat(before.unread().orElseThrow())
                .endsWith("it was written at 2026-03-04T05:00:00Z, which is still to come: the clock was set");
    }

    @Test
    void whatIsTooLongIsLeftAside() throws IOException {
        kept(" ".repeat((1 << 20) + 1));
        assertThat(read().unread().orElseThrow()).endsWith("levels.json is longer than 1048576 bytes");
    }

    @Test
    void aLinkIsNotFollowed() throws IOException {
        look("boot", stock(1));
        Files.move(path(), root.resolve("real"));
        Files.createSymbolicLink(path(), root.resolve("real"));
        assertThat(read().series()).isEmpty();
        assertThat(read().unread().orElseThrow()).endsWith("levels.json is no regular file");
    }

    @Test
    void aFolderThatOthersMayWriteIsNotRelied() throws IOException {
        look("boot", stock(1));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(read().series()).isEmpty();
        assertThat(read().unread().orElseThrow()).contains("can be changed by other users");
    }

    @Test
    void aForeignOwnerIsLeftAside() throws IOException {
        look("boot", stock(1));
        theirs(path());
        assertThat(read().series()).isEmpty();
        assertThat(read().unread()).contains(path() + " belongs to another user; look at it and remove it");
        theirs(folder);
        assertThat(read().unread().orElseThrow()).contains("belongs to user 65534, not to us");
    }

    /** Makes it belong to the user nobody, which only root can do. */
    private static void theirs(Path path) throws IOException {
        Assumptions.assumeTrue(
                Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0));
        Files.setAttribute(path, "unix:uid", NOBODY, LinkOption.NOFOLLOW_LINKS);
    }
}
