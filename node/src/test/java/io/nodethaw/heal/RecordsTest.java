package io.nodethaw.heal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.evidence.OpenCures;
import io.nodethaw.remedy.Act;
import io.nodethaw.remedy.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordsTest {
    private static final Act RECONNECT = new TestRemedy(SickNode.off(), "reconnect", Set.of());
    private static final Act REEXECUTE = new TestRemedy(SickNode.deaf(), "reexecute", Set.of());

    @TempDir
    private Path run;

    @Test
    void whatIsWrittenIsRead() throws IOException {
        var records = new Records(run.resolve("heal"));
        var cure = cure("boot-1", 10).with(step(11, Step.State.BEGUN));
        records.write(cure);
        assertThat(records.of("boot-1")).containsExactly(cure);
    }

    @Test
    void laterStateReplacesTheEarlierOne() throws IOException {
        var records = new Records(run.resolve("heal"));
        records.write(cure("boot-1", 10));
        records.write(cure("boot-1", 10).over("healed"));
        assertThat(records.of("boot-1")).containsExactly(cure("boot-1", 10).over("healed"));
    }

    @Test
    void recordsComeOldestFirst() throws IOException {
        var records = new Records(run.resolve("heal"));
        records.write(cure("boot-1", 900_000));
        records.write(cure("boot-1", 20));
        assertThat(records.of("boot-1")).extracting(Cure::sinceBoot).containsExactly(20.0, 900_000.0);
    }

    @Test
    void whatAKilledOneLeftIsRemovedUnderTheLock() throws IOException {
        var records = new Records(run.resolve("heal"));
        records.write(cure("boot-1", 10));
        var part = Files.writeString(run.resolve("heal/.nodethaw-0a.part"), "half");
        Files.setLastModifiedTime(part, FileTime.from(Instant.EPOCH));
        records.of("boot-1");
        assertThat(part).exists();
        records.lock().orElseThrow().close();
        assertThat(part).doesNotExist();
    }

    @Test
    void anotherBootSaysNothing() throws IOException {
        var records = new Records(run.resolve("heal"));
        records.write(cure("boot-1", 10));
        assertThat(records.of("boot-2")).isEmpty();
    }

    @Test
    void noFolderIsNoRecord() throws IOException {
        assertThat(new Records(run.resolve("heal")).of("boot-1")).isEmpty();
    }

    @Test
    void halfWrittenFileBesideIsNotRead() throws IOException {
        var records = new Records(run.resolve("heal"));
        records.write(cure("boot-1", 10));
        Files.writeString(run.resolve("heal/00000000010.00.new"), "{\"bootId\": \"bo");
        assertThat(records.of("boot-1")).hasSize(1);
    }

    @Test
    void recordThatCannotBeReadIsTold() throws IOException {
        Files.createDirectories(run.resolve("heal"));
        for (var text : List.of("", "null", "[]", "{}", "{\"bootId\": \"b\", \"steps\": [{\"kind\": \"DANCE\"}]}")) {
            Files.writeString(run.resolve("heal/1.json"), text);
            assertThatThrownBy(() -> new Records(run.resolve("heal")).of("b"))
                    .as(text)
                    .isInstanceOf(Records.UnreadableException.class);
        }
    }

    /** After NOT-HEALED a look was simply healthy as long as every probe was answered. */
    @Test
    void whatWasDoneAndNotProvenStaysOpenUntilALaterCureIsProven() throws IOException {
        var records = new Records(run.resolve("heal"));
        records.write(done("boot-1", 10).left(List.of("docker rm -f x")).over("not healed: a container did not start"));
        records.write(cure("boot-1", 20).over("not healed: not root")); // nothing was done
        assertThat(records.open("boot-1").cures())
                .containsExactly(new OpenCures.OpenCure(
                        SickNode.DEAF, 10, "not healed: a container did not start", List.of("docker rm -f x")));
        assertThat(records.open("boot-2").cures()).isEmpty();
        records.write(done("boot-1", 30).over(Cure.HEALED));
        assertThat(records.open("boot-1").cures()).isEmpty();
    }

    @Test
    void aCureWhoseProgramWasKilledIsOpen() throws IOException {
        var records = new Records(run.resolve("heal"));
        records.write(done("boot-1", 10));
        assertThat(records.open("boot-1").cures())
                .extracting(OpenCures.OpenCure::end)
                .containsExactly("");
    }

    @Test
    void recordOfBeforeThereWereLeftoversIsRead() throws IOException {
        var records = new Records(run.resolve("heal"));
        records.write(done("boot-1", 10));
        var file = run.resolve("heal/00000000010.00.json");
        Files.writeString(file, Files.readString(file).replaceFirst(",\\s*\"left\": \\[]", ""));
        assertThat(Files.readString(file)).doesNotContain("left");
        assertThat(records.of("boot-1")).containsExactly(done("boot-1", 10));
    }

    private static Cure done(String boot, double sinceBoot) {
        return cure(boot, sinceBoot).with(step(sinceBoot, Step.State.DONE));
    }

    @Test
    void whatIsNotARegularFileIsReportedAndNotWaitedFor() throws IOException, InterruptedException {
        var heal = Files.createDirectories(run.resolve("heal"));
        assertThat(new ProcessBuilder("mkfifo", heal.resolve("1.json").toString())
                        .start()
                        .waitFor())
                .isZero();
        assertThatThrownBy(() -> new Records(heal).of("b")).isInstanceOf(Records.UnreadableException.class);
        Files.delete(heal.resolve("1.json"));
        Files.writeString(run.resolve("elsewhere"), "{}");
        Files.createSymbolicLink(heal.resolve("2.json"), run.resolve("elsewhere"));
        assertThatThrownBy(() -> new Records(heal).of("b")).isInstanceOf(Records.UnreadableException.class);
    }

    @Test
    void neitherRecordsNorLockFollowALink() throws IOException {
        var victim = Files.writeString(run.resolve("victim"), "old");
        var heal = Files.createDirectories(run.resolve("heal"));
        Files.createSymbolicLink(heal.resolve("lock"), victim);
        Files.createSymbolicLink(heal.resolve("00000000010.00.json"), victim);
        var records = new Records(heal);
        assertThatThrownBy(records::lock).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> records.write(cure("boot-1", 10))).hasMessageContaining("is a link");
        assertThat(victim).hasContent("old");
    }

    @Test
    void aFolderThatOthersMayWriteInIsNotTrusted() throws IOException {
        var heal = Files.createDirectories(run.resolve("heal"));
        Files.setPosixFilePermissions(heal, PosixFilePermissions.fromString("rwxrwxrwx"));
        var records = new Records(heal);
        for (ThrowingCallable use : List.<ThrowingCallable>of(
                records::lock, () -> records.of("boot-1"), () -> records.write(cure("boot-1", 10)))) {
            assertThatThrownBy(use).hasMessageContaining("can be changed by other users");
        }
    }

    @Test
    void onlyRootSeesThem() throws IOException {
        new Records(run.resolve("heal")).write(cure("boot-1", 10));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run.resolve("heal"))))
                .isEqualTo("rwx------");
    }

    @Test
    void lockIsFreeAgainAfterwards() throws IOException {
        var records = new Records(run.resolve("heal"));
        try (var _ = records.lock().orElseThrow()) {
            assertThat(records.lock()).isEmpty();
        }
        try (var again = records.lock().orElseThrow()) {
            assertThat(again).isNotNull();
        }
    }

    @Test
    void triedCountsForAnHourAndOnlyWhatMayHaveBeenDone() {
        var begun = cure("boot-1", 10).with(step(100, Step.State.BEGUN));
        assertThat(begun.tried(REEXECUTE, _ -> true, 100 + Cure.HOUR - 1)).isTrue();
        assertThat(begun.tried(REEXECUTE, _ -> true, 100 + Cure.HOUR)).isFalse();
        assertThat(begun.tried(RECONNECT, _ -> true, 101)).isFalse();
        assertThat(begun.ended(Step.State.NOT_DONE, "").tried(REEXECUTE, _ -> true, 101))
                .isFalse();
    }

    private static Step step(double sinceBoot, Step.State state) {
        return new Step(REEXECUTE.name(), new Target(1, 5, "systemd 1"), sinceBoot, state, "", "50");
    }

    private static Cure cure(String boot, double sinceBoot) {
        return new Cure(
                boot,
                SickNode.DEAF,
                sinceBoot,
                "/run/nodethaw/evidence-1.json",
                List.of(new Target(218, 950, "runc 218")),
                List.of(new Target(211, 901, "sleep 211")),
                List.of(),
                "",
                List.of(),
                List.of(),
                List.of());
    }
}
