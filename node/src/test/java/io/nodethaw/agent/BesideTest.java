package io.nodethaw.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BesideTest {
    private final TestHost time = new TestHost();
    private final Beside beside = new Beside(time.host(), "x", 2);
    private final List<String> done = new ArrayList<>();

    @Test
    void workIsDoneInTurnAndTheOldestIsDroppedWhileItHangs() {
        time.hangs = true;
        for (var name : List.of("a", "b", "c")) {
            beside.give(() -> done.add(name));
        }
        assertThat(time.waiting).hasSize(1);
        time.waiting.remove().run();
        assertThat(done).containsExactly("b", "c");
        assertThat(beside.dropped()).isOne();
        assertThat(beside.dropped()).isZero();
    }

    @Test
    void workThatFailsIsDroppedAndTheNextIsDone() {
        beside.give(() -> {
            throw new NoClassDefFoundError("unused");
        });
        beside.give(() -> done.add("b"));
        assertThat(done).containsExactly("b");
        assertThat(beside.dropped()).isOne();
    }

    @Test
    void withoutAThreadItWaitsForTheNextPiece() {
        time.threadless = true;
        beside.give(() -> done.add("a"));
        assertThat(done).isEmpty();
        time.threadless = false;
        beside.give(() -> done.add("b"));
        assertThat(done).containsExactly("a", "b");
    }
}
