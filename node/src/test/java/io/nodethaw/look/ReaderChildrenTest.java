package io.nodethaw.look;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.HostFolder;
import io.nodethaw.collect.child.Lane;
import io.nodethaw.collect.child.Question;
import io.nodethaw.collect.child.ReaderChild;
import io.nodethaw.collect.child.ReaderProgram;
import io.nodethaw.collect.child.Subject;
import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Reading;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReaderChildrenTest {
    private static final FactType<String> WORD = new FactType<>("word", String.class);

    @TempDir
    Path folder;

    private final List<ReaderChild> started = new ArrayList<>();
    private final ReaderChildren children = new ReaderChildren(() -> {
        var child = new ReaderChild(ReaderProgram.command(folder), new HostFolder(folder).host());
        started.add(child);
        return child;
    });

    @AfterEach
    void leave() {
        children.leave();
    }

    private static Question<String> word(String task, int number) {
        var instance = task + number;
        return new Question<>(
                WORD, instance, "task", Subject.machine(), task, List.of(), bytes -> new String(bytes, UTF_8));
    }

    private Reading<String> ask(String task, int number) {
        return children.current()
                .ask(word(task, number), Lane.MEMORY)
                .await(Deadline.in(Duration.ofSeconds(30)))
                .reading();
    }

    @Test
    void aChildThatRestsIsLetGoAndTheNextQuestionHasAnother() {
        assertThat(ask("environment", 1)).isInstanceOf(Reading.Seen.class);
        children.rest();
        children.rest();
        assertThat(ask("environment", 2)).isInstanceOf(Reading.Seen.class);
        assertThat(started).hasSize(2);
        children.current().ask(word("hang", 3), Lane.MEMORY).await(Deadline.in(Duration.ofMillis(30)));
        children.rest();
        assertThat(children.current()).isSameAs(started.getLast());
    }

    /** Makes its few threads hang, and one more question be refused. */
    private void hold(int round) {
        assertThat(ask("environment", round)).isInstanceOf(Reading.Seen.class);
        var child = children.current();
        for (int i = 0; !child.isHeldUp(); i++) {
            child.ask(word("hang", 1000 * round + i), Lane.MEMORY).await(Deadline.in(Duration.ofMillis(30)));
        }
    }

    @Test
    void oneChildServesAllLooks() {
        ask("environment", 1);
        children.begin();
        ask("environment", 2);
        assertThat(started).hasSize(1);
    }

    @Test
    void childThatHasEndedIsReplaced() {
        ask("die", 1);
        children.begin();
        assertThat(ask("environment", 1)).isInstanceOf(Reading.Seen.class);
        assertThat(started).hasSize(2);
    }

    @Test
    void childWhoseThreadsAllHangIsReplacedAFewTimes() {
        for (int round = 0; round < ReaderChildren.MOST + 2; round++) {
            children.begin();
            if (!children.current().isHeldUp()) {
                hold(round);
            }
        }
        assertThat(started).hasSize(ReaderChildren.MOST);
        assertThat(started.getFirst().hasEnded())
                .as("what it hangs in is not asked again")
                .isFalse();
        assertThat(ask("environment", 99)).isEqualTo(Reading.NotAsked.heldUp());
    }
}
