package io.nodethaw.collect.child;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.HostFolder;
import io.nodethaw.collect.Pending;
import io.nodethaw.collect.kernel.Questions;
import io.nodethaw.collect.proc.Proc;
import io.nodethaw.evidence.CallRegisters;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.SystemCall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReaderChildTest {
    private static final FactType<String> WORD = new FactType<>("word", String.class);

    @TempDir
    Path folder;

    private final List<ReaderChild> children = new ArrayList<>();

    @AfterEach
    void leave() {
        children.forEach(ReaderChild::leave);
    }

    @Test
    void manyQuestionsAreAnsweredEachByItsKey() {
        var files = new HostFolder(folder);
        var questions = new ArrayList<Question<?>>();
        for (int pid = 1; pid <= 300; pid++) {
            files.write("/proc/" + pid + "/task/" + pid + "/syscall", pid + " 0x1 0x2 0x3 0x4 0x5 0x6 0x7 0x8\n");
            questions.add(Questions.systemCall(pid, pid));
        }
        questions.add(Questions.systemCall(999, 999));

        var builder = new Evidence.Builder(HostFolder.NOW);
        child(ReaderProgram.command(folder)).read(questions, late(), builder);
        var evidence = builder.build();

        assertThat(evidence.readings(SystemCall.TYPE)).hasSize(301);
        assertThat(evidence.seen(SystemCall.TYPE, "217/217"))
                .contains(new CallRegisters(217, 217, Optional.of(217L), List.of(1L, 2L, 3L, 4L, 5L, 6L))
                        .call(Proc.architecture()));
        assertThat(evidence.reading(SystemCall.TYPE, "999/999"))
                .isEqualTo(new Reading.NotAsked<>("no " + folder + "/proc/999/task/999/syscall"));
    }

    @Test
    void whatHangsIsLeftBehindAndTheRestIsAnswered() {
        var child = child(ReaderProgram.command(folder));
        assertThat(ask(child, word("environment"))).isInstanceOf(Reading.Seen.class);

        var stuck = child.ask(word("hang"));
        assertThat(stuck.await(Deadline.in(Duration.ofMillis(20))).reading())
                .isInstanceOfSatisfying(
                        Reading.Silent.class,
                        silent -> assertThat(silent.stage()).isEqualTo("task hang"));
        assertThat(child.ask(word("hang"))).isSameAs(stuck);
        assertThat(child.stillOut()).containsExactly(stuck);
        assertThat(ask(child, word("bug"))).isEqualTo(new Reading.Failed<>("java.lang.IllegalStateException: a bug"));
        assertThat(ask(child, word("no-such"))).isInstanceOf(Reading.Failed.class);
    }

    @Test
    void readsThatHangInTheKernelCostTheirThreadsOnly() throws Exception {
        var child = child(ReaderProgram.command(folder));
        var stuck = new ArrayList<Pending<?>>();
        for (int pid = 1; pid <= 20; pid++) {
            fifo("/proc/" + pid + "/task/" + pid + "/syscall"); // opening it waits for a writer that never comes
            stuck.add(child.ask(Questions.systemCall(pid, pid)));
        }
        new HostFolder(folder).write("/proc/99/mountinfo", "");

        assertThat(child.ask(Questions.mounts(99)).await(late()).reading()).isInstanceOf(Reading.Seen.class);
        assertThat(stuck).allMatch(Pending::isOut);
        assertThat(stuck.getFirst().await(Deadline.in(Duration.ofMillis(1))).reading())
                .isInstanceOfSatisfying(
                        Reading.Silent.class,
                        silent -> assertThat(silent.stage()).isEqualTo("read of /proc/1/task/1/syscall"));

        var process = ProcessHandle.current()
                .children()
                .filter(it ->
                        it.info().arguments().map(List::of).orElse(List.of()).contains(folder.toString()))
                .findFirst()
                .orElseThrow();
        child.leave();
        process.onExit().get(20, TimeUnit.SECONDS);
    }

    @Test
    void memoryOfStrangersThatNeverComesHoldsNobodyElseUp() {
        var child = child(ReaderProgram.command(folder));
        assertThat(ask(child, word("environment"))).isInstanceOf(Reading.Seen.class);
        for (int i = 0; i < 70; i++) {
            child.ask(word("hang", Integer.toString(i)), Lane.MEMORY);
        }
        for (var lane : List.of(Lane.INIT, Lane.DAEMONS, Lane.FILES)) {
            var answer = child.ask(word("environment", lane.name()), lane);
            assertThat(answer.await(late()).reading()).isInstanceOf(Reading.Seen.class);
        }
    }

    @Test
    void whatWaitsForAThreadCanBeGivenUpAndWhatIsReadGoesOn() {
        var child = child(ReaderProgram.command(folder));
        assertThat(ask(child, word("environment"))).isInstanceOf(Reading.Seen.class);
        var all = new ArrayList<Pending<String>>();
        for (int i = 0; i < 10; i++) {
            all.add(child.ask(word("hang", Integer.toString(i)), Lane.MEMORY));
        }
        var hanging = new Reading.Seen<>(Integer.toString(Lane.MEMORY.threads()));
        var end = late();
        while (!end.passed() && !ask(child, word("hanging")).equals(hanging)) {
            Thread.onSpinWait(); // waits until each thread has taken a question
        }
        child.giveUpWaiting();
        assertThat(all.getLast().await(late()).reading()).isInstanceOf(Reading.NotAsked.class);
        assertThat(all.stream().filter(Pending::isOut)).hasSize(Lane.MEMORY.threads());
        assertThat(child.isHeldUp()).isFalse();
    }

    @Test
    void whatTakesMoreMemoryThanTheChildHasFailsAlone() {
        var child = child(ReaderProgram.command(folder));
        assertThat(ask(child, word("large")))
                .isEqualTo(new Reading.Failed<>("it takes more memory to read than the reader child may have"));
        assertThat(ask(child, word("environment"))).isInstanceOf(Reading.Seen.class);
    }

    @Test
    void theChildGetsNothingOfOurEnvironment() {
        assertThat(ask(child(ReaderProgram.command(folder)), word("environment")))
                .isEqualTo(new Reading.Seen<>("{LC_ALL=C.UTF-8, MALLOC_ARENA_MAX=1}"));
    }

    @Test
    void aChildThatEndsLeavesReadingsThatSaySo() {
        var child = child(ReaderProgram.command(folder));
        var stuck = child.ask(word("hang"));
        var killer = child.ask(word("die"));

        var why = new Reading.NotAsked<String>("the reader child ended");
        assertThat(killer.await(late()).reading()).isEqualTo(why);
        assertThat(stuck.await(late()).reading()).isEqualTo(why);
        assertThat(ask(child, word("bug"))).isEqualTo(why);
    }

    @Test
    void aChildThatCannotStartIsAReading() {
        assertThat(ask(child(List.of("/no/such/program")), word("bug")))
                .isInstanceOfSatisfying(
                        Reading.NotAsked.class,
                        notAsked -> assertThat(notAsked.why())
                                .startsWith("no reader child: ")
                                .contains("/no/such/program"));
    }

    @Test
    void silenceOfAChildThatDoesNotRunYetAccusesNoFile() {
        var child = child(List.of("sh", "-c", "read line"));

        assertThat(child.ask(word("hang"))
                        .await(Deadline.in(Duration.ofMillis(20)))
                        .reading())
                .isInstanceOfSatisfying(
                        Reading.NotAsked.class,
                        notAsked -> assertThat(notAsked.why()).contains("has not started"));
    }

    private void fifo(String absolute) throws Exception {
        var file = new HostFolder(folder).host().file(absolute);
        Files.createDirectories(file.getParent());
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                .isZero();
    }

    private ReaderChild child(List<String> command) {
        var child = new ReaderChild(command, new HostFolder(folder).host());
        children.add(child);
        return child;
    }

    private static Question<String> word(String task) {
        return word(task, task);
    }

    private static Question<String> word(String task, String instance) {
        return new Question<>(
                WORD, instance, "task " + task, Subject.machine(), task, List.of(), bytes -> new String(bytes, UTF_8));
    }

    private static Reading<String> ask(ReaderChild child, Question<String> question) {
        return child.ask(question).await(late()).reading();
    }

    private static Deadline late() {
        return Deadline.in(Duration.ofSeconds(30));
    }
}
