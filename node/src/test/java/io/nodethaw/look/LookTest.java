package io.nodethaw.look;

import static io.nodethaw.wait.GoroutineWords.frame;
import static io.nodethaw.wait.GoroutineWords.selects;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.collect.ScriptedTime;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.FileHandles;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Origin;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Silence;
import io.nodethaw.evidence.SocketFile;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.hop.containerd.ContainerdAnswer;
import io.nodethaw.hop.docker.DockerAnswer;
import io.nodethaw.wait.GoroutineWords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks at a node made by hand, whose daemons answer by a script. Only the time of the script passes. */
class LookTest {
    private static final Duration LIMIT = ScriptedNode.LIMIT;
    private static final Duration NEVER = ScriptedNode.NEVER;
    private static final Key DOCKER = DockerAnswer.TYPE.key(WholeNode.DOCKER);
    private static final Key CONTAINERD = ContainerdAnswer.TYPE.key(WholeNode.CONTAINERD);

    private final ScriptedNode scripted = new ScriptedNode();
    private final WholeNode here = scripted.here;
    private final ScriptedTime time = scripted.time;
    private final Map<Key, Duration> answersAfter = scripted.answersAfter;
    private final Map<Key, Duration> readAfter = scripted.readAfter;
    private final Session session = scripted.session;

    private Evidence look() {
        return session.look(LIMIT, _ -> false);
    }

    private String verdict(Evidence evidence) {
        return WholeNode.judged(WholeNode.verdict(evidence));
    }

    private long count(Key key) {
        return scripted.count(key);
    }

    @Test
    void healthyNodeTakesOneRoundAndNoTime() {
        var evidence = look();
        assertThat(verdict(evidence)).isEqualTo("HEALTHY");
        assertThat(evidence.count(ProcessTable.TYPE.key())).isEqualTo(1);
        assertThat(evidence.readings(Tasks.TYPE)).isEmpty();
        assertThat(time.passed()).isZero();
    }

    @Test
    void whereWeStandInAQueueSoDoTheDaemons(@TempDir Path folder) throws IOException {
        var schedstat =
                Files.createDirectories(folder.resolve("proc/thread-self")).resolve("schedstat");
        Files.writeString(schedstat, "1000000 7000000 1\n");
        var busy = new ScriptedNode(folder);
        busy.begins = () -> write(schedstat, "3000000 11000000 9\n"); // it ran for 2 ms and was queued for 4
        busy.answersAfter.put(CONTAINERD, LIMIT.multipliedBy(2));
        assertThat(busy.session.look(LIMIT, _ -> false).reading(CONTAINERD).isSilent())
                .isFalse();
        answersAfter.put(CONTAINERD, LIMIT.multipliedBy(2));
        assertThat(look().reading(CONTAINERD).isSilent()).isTrue();
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void daemonsThatAnswerAreReadOnceToSeeWhatTheyAreAt() {
        var evidence = look();
        assertThat(List.of(here.kubelet, here.dockerd, here.containerd))
                .allSatisfy(daemon -> assertThat(evidence.count(Goroutines.TYPE.key(daemon.pid())))
                        .isEqualTo(1));
    }

    @Test
    void levelsAreReadEvenlyAfterALook() throws InterruptedException {
        here.node.says(FileHandles.TYPE, new FileHandles(1000, 9000));
        var seen = session.watch(LIMIT, Duration.ofSeconds(12), 13);
        assertThat(seen).hasSize(13);
        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(12));
        assertThat(seen.getLast().samples(FileHandles.TYPE, "").stream()
                        .skip(1)
                        .map(sample -> ((Origin.Live) sample.origin()).asked()))
                .hasSize(13)
                .startsWith(time.instant().minusSeconds(12), time.instant().minusSeconds(11))
                .endsWith(time.instant());
        assertThat(seen.getLast().count(Goroutines.TYPE.key(here.dockerd.pid())))
                .isEqualTo(1);
    }

    @Test
    void whoIsNotRootReadsNoMemory() {
        here.node.lookedAtBy(1000);
        assertThat(look().readings(Goroutines.TYPE)).isEmpty();
    }

    @Test
    void suspectsKeepNobodyFromSeeingWorkThatIsOverdue() {
        here.node
                .child(here.containerd, 300, "plugin")
                .aged(Duration.ofMinutes(5))
                .mountNamespace(1);
        here.containerd.mountNamespace(1);
        dockerdIsLookedAtClosely();
    }

    @Test
    void workThatIsOverdueIsLookedAtClosely() {
        dockerdIsLookedAtClosely();
    }

    /** One of its requests does not end. */
    private void dockerdIsLookedAtClosely() {
        here.node.says(
                Goroutines.TYPE,
                Integer.toString(here.dockerd.pid()),
                GoroutineWords.of(
                        here.dockerd,
                        GoroutineWords.serves(7, 4, "getContainersJSON"),
                        selects(8, 3, frame("main.idle", "0x1"))));
        var evidence = look();
        assertThat(evidence.count(Goroutines.TYPE.key(here.dockerd.pid()))).isEqualTo(2);
        assertThat(verdict(evidence)).isEqualTo("STALLED dockerd 70 goroutine 7 docker.work-overdue");
    }

    @Test
    void silentDaemonHasTheWholeLimitAndIsReadTwice() {
        answersAfter.put(DOCKER, Duration.ofHours(1));
        var evidence = look();
        assertThat(evidence.reading(DockerAnswer.TYPE, WholeNode.DOCKER))
                .isInstanceOfSatisfying(Reading.Silent.class, silent -> {
                    assertThat(silent.waited()).isEqualTo(LIMIT);
                    assertThat(silent.stage()).isEqualTo("reply");
                });
        assertThat(evidence.count(ProcessTable.TYPE.key())).isEqualTo(2);
        assertThat(evidence.count(Tasks.TYPE.key(here.dockerd.pid()))).isEqualTo(2);
        assertThat(time.passed()).isBetween(LIMIT, LIMIT.plusMillis(500));
    }

    @Test
    void factThatChangesIsReadTwiceWhoeverMadeItUp() {
        answersAfter.put(DOCKER, Duration.ofHours(1));
        var evidence = look();
        assertThat(evidence.count(ScriptedNode.RATE.key())).isEqualTo(2);
        assertThat(evidence.count(ScriptedNode.NAME.key())).isEqualTo(1);
    }

    @Test
    void onlyWhatVictimsReachIsReadClosely() {
        answersAfter.put(DOCKER, Duration.ofHours(1));
        assertThat(look().readings(Tasks.TYPE))
                .containsKey(Integer.toString(here.dockerd.pid()))
                .doesNotContainKey(Integer.toString(here.nginx.pid()));
    }

    @Test
    void lateAnswerCountsWhenItComes() {
        answersAfter.put(DOCKER, Duration.ofMillis(600));
        var evidence = look();
        assertThat(evidence.reading(DockerAnswer.TYPE, WholeNode.DOCKER)).isInstanceOf(Reading.Seen.class);
        assertThat(evidence.readings(Tasks.TYPE))
                .as("it was silent in the rounds")
                .isNotEmpty();
    }

    @Test
    void answersThatKeepComingAreWaitedFor() {
        answersAfter.put(CONTAINERD, Duration.ofMillis(90));
        answersAfter.put(DOCKER, Duration.ofMillis(180));
        var evidence = look();
        assertThat(evidence.count(ProcessTable.TYPE.key())).isEqualTo(1);
        assertThat(time.passed()).isEqualTo(Duration.ofMillis(180));
    }

    @Test
    void questionThatHasNotEvenBegunIsWaitedFor() {
        time.startsLate(2, Duration.ofMillis(450));
        assertThat(verdict(look())).isEqualTo("HEALTHY");
        assertThat(time.passed()).isEqualTo(Duration.ofMillis(450));
    }

    @Test
    void probeThatKeepsToNoLimitIsLeftBehind() {
        answersAfter.put(DOCKER, NEVER);
        var evidence = look();
        assertThat(evidence.reading(DockerAnswer.TYPE, WholeNode.DOCKER))
                .isInstanceOfSatisfying(
                        Reading.Silent.class,
                        silent -> assertThat(silent.waited()).isGreaterThanOrEqualTo(LIMIT));
        assertThat(time.passed()).isLessThan(LIMIT.plusMillis(500));
    }

    @Test
    void questionThatIsStillOutIsNotAskedAgainInTheNextLook() {
        answersAfter.put(DOCKER, NEVER);
        look();
        var second = look();
        assertThat(count(DOCKER)).isEqualTo(1);
        assertThat(count(CONTAINERD)).as("who answered is asked in each look").isEqualTo(2);
        assertThat(second.reading(DockerAnswer.TYPE, WholeNode.DOCKER))
                .isInstanceOfSatisfying(
                        Reading.Silent.class,
                        silent -> assertThat(silent.waited())
                                .as("since it was asked")
                                .isEqualTo(LIMIT.multipliedBy(2)));
    }

    @Test
    void whatWasAskedInVainIsNotAskedAgainWhereNoNotesAreKept() {
        here.dockerd.stopped();
        answersAfter.put(DOCKER, Duration.ofHours(1));
        var first = look();
        for (int i = 0; i < 3; i++) {
            assertThat(verdict(look())).isEqualTo(verdict(first)).startsWith("STALLED dockerd");
        }
        assertThat(count(DOCKER)).isEqualTo(1);
        assertThat(count(CONTAINERD)).isEqualTo(4);
    }

    @Test
    void whoHasRunSinceIsAskedAgainWhereNoNotesAreKept() {
        here.dockerd.stopped();
        answersAfter.put(DOCKER, Duration.ofHours(1));
        look();
        here.dockerd.moves();
        answersAfter.clear();
        assertThat(look().reading(DockerAnswer.TYPE, WholeNode.DOCKER)).isInstanceOf(Reading.Seen.class);
        assertThat(count(DOCKER)).isEqualTo(2);
    }

    @Test
    void questionThatCameBackIsAskedAnew() throws InterruptedException {
        answersAfter.put(DOCKER, NEVER);
        look();
        time.pause(NEVER);
        answersAfter.clear();
        assertThat(verdict(look())).isEqualTo("HEALTHY");
        assertThat(count(DOCKER)).isEqualTo(2);
    }

    @Test
    void fileThatHangsHoldsNoLookUpAndIsNotAskedAgain() {
        var file = SocketFile.TYPE.key(WholeNode.CONTAINERD);
        readAfter.put(file, NEVER);
        var first = look();
        assertThat(first.reading(SocketFile.TYPE, WholeNode.CONTAINERD))
                .isInstanceOfSatisfying(
                        Reading.Silent.class,
                        silent -> assertThat(silent.kind()).isEqualTo(Silence.NOT_READ));
        assertThat(first.readings(SocketFile.TYPE))
                .as("the others were looked at")
                .hasSizeGreaterThan(3);
        var other = SocketFile.TYPE.key(WholeNode.DOCKER);
        look();
        assertThat(count(file)).isEqualTo(1);
        assertThat(count(other)).isEqualTo(2);
        assertThat(time.passed()).isLessThan(LIMIT.multipliedBy(2));
    }
}
