package io.nodethaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.dump.GoroutineDumps;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.report.Extent;
import io.nodethaw.report.StackFilter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class KeptGoroutinesTest {
    private static final String NEXT_DUMP = "SIGQUIT: quit\n\n";

    private final StringBuilder text = new StringBuilder();
    private int id;

    private void add(int count, String state, String... frames) {
        for (int i = 0; i < count; i++) {
            text.append("goroutine ").append(++id).append(" [").append(state).append("]:\n");
            for (var frame : frames) {
                text.append(frame).append("\n\t/src/a.go:7 +0x1f\n");
            }
            text.append('\n');
        }
    }

    private void waiters(int count, String mutex) {
        add(count, "sync.Mutex.Lock", "sync.(*Mutex).lockSlow(" + mutex + ")", "main.f()");
    }

    private void kinds(int count) {
        for (int i = 0; i < count; i++) {
            add(1, "select", "main.kind" + i + "()");
        }
    }

    private InputStream in() {
        return new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private KeptRoom kept(int first) throws IOException {
        var room = new KeptRoom(first);
        GoroutineDumps.groupAndEach(in(), one -> {
            room.of(one.dump()).offer(one);
            return true;
        });
        return room;
    }

    private static long in(KeptGoroutines kept, String function, String arguments) {
        return kept.kept().stream()
                .map(goroutine -> goroutine.frames().getFirst())
                .filter(frame ->
                        frame.function().equals(function) && frame.arguments().equals(arguments))
                .count();
    }

    @Test
    void allOfASmallDumpAreKeptInItsOrder() throws IOException {
        waiters(50, "0xc000001000");
        kinds(30);
        waiters(50, "0xc000001000");
        var kept = kept(200).of(0);
        assertThat(kept.kept()).extracting(Goroutine::id).hasSize(130).isSorted();
        assertThat(kept.note()).isEmpty();
        assertThat(kept.extent()).isEqualTo(Extent.ALL);
    }

    @Test
    void ofManyAlikeAFewAreKeptBehindTheFirst() throws IOException {
        waiters(500, "0xc000001000");
        add(1, "syscall", "main.hold(0xc000001000)");
        var kept = kept(200).of(0);
        assertThat(in(kept, "sync.(*Mutex).lockSlow", "0xc000001000")).isEqualTo(300);
        assertThat(in(kept, "main.hold", "0xc000001000")).isEqualTo(1);
        assertThat(kept.extent()).isEqualTo(Extent.SOME_WAITERS);
        assertThat(kept.note())
                .contains(
                        "locks are looked for among 301 goroutines: the first 200, and of the others up to 100 of each kind;"
                                + " 200 more are only counted, 200 of them wait for a lock");
    }

    @Test
    void whoWaitsForAnotherLockInTheSameFramesIsOfAnotherKind() throws IOException {
        waiters(500, "0xc000001000");
        waiters(300, "0xc000002000");
        var kept = kept(300).of(0);
        assertThat(in(kept, "sync.(*Mutex).lockSlow", "0xc000002000")).isEqualTo(100);
    }

    @Test
    void whoWaitsForNoLockIsOfTheKindOfItsFrames() throws IOException {
        add(200, "select", "main.idle(0xc000001000)");
        for (int i = 0; i < 150; i++) {
            add(1, "select", "main.idle(0xc00000" + (2000 + i) + ")");
        }
        assertThat(kept(200).of(0).kept()).hasSize(300);
    }

    @Test
    void ofTooManyLocksAHundredAreKeptTogether() throws IOException {
        add(1_000, "select", "main.first()");
        for (int i = 0; i < 700; i++) {
            waiters(1, "0xc00000" + (2000 + i));
        }
        add(1, "syscall", "main.hold(0xc000001000)");
        var kept = kept(1_000).of(0);
        assertThat(kept.kept()).hasSize(1_000 + 500 + 100 + 1);
        assertThat(in(kept, "main.hold", "0xc000001000")).isEqualTo(1);
    }

    @Test
    void theNewestDumpFindsRoomForWhatIsRareInIt() throws IOException {
        waiters(400, "0xc000001000");
        text.append(NEXT_DUMP);
        waiters(400, "0xc000001000");
        add(1, "syscall", "main.hold(0xc000001000)");
        var room = kept(200);
        assertThat(room.of(1).kept()).hasSize(301);
        assertThat(in(room.of(1), "main.hold", "0xc000001000")).isEqualTo(1);
        assertThat(room.of(0).kept()).hasSize(99);
        assertThat(room.of(0).extent()).isEqualTo(Extent.SOME_WAITERS);
        assertThat(room.of(0).note())
                .contains("locks are looked for among 99 goroutines:"
                        + " as many as there is room for beside newer dumps and rarer kinds;"
                        + " 301 more are only counted, 301 of them wait for a lock");
    }

    @Test
    void whatIsRareInAnOlderDumpStaysWhereManyAlikeCanGo() throws IOException {
        waiters(250, "0xc000001000");
        add(1, "syscall", "main.hold(0xc000001000)");
        text.append(NEXT_DUMP);
        waiters(250, "0xc000001000");
        var room = kept(200);
        assertThat(room.of(1).kept()).hasSize(250);
        assertThat(room.of(0).kept()).hasSize(150);
        assertThat(in(room.of(0), "main.hold", "0xc000001000")).isEqualTo(1);
    }

    @Test
    void ofManyDumpsTheNewestAndTheFirstAreKept() throws IOException {
        for (int i = 0; i < 10; i++) {
            kinds(90);
            text.append(NEXT_DUMP);
        }
        kinds(90);
        var room = kept(100);
        assertThat(room.of(10).kept()).hasSize(90);
        assertThat(room.of(9).kept()).hasSize(20);
        assertThat(room.of(8).kept()).isEmpty();
        assertThat(room.of(0).kept()).hasSize(90);
        assertThat(room.of(8).note()).get().asString().contains("among 0 goroutines", "; 90 more are only counted");
    }

    @Test
    void whatIsRareTakesTheRoomOfWhatHasManyAlike() throws IOException {
        waiters(200, "0xc000001000");
        kinds(300);
        var kept = kept(200).of(0);
        assertThat(kept.kept()).hasSize(400);
        assertThat(in(kept, "sync.(*Mutex).lockSlow", "0xc000001000")).isEqualTo(100);
        assertThat(kept.note())
                .get()
                .asString()
                .contains("among 400 goroutines", "beside newer dumps and rarer kinds; 100");
    }

    @Test
    void whatFindsNoRoomIsSaid() throws IOException {
        kinds(30_000);
        for (int i = 0; i < 20_000; i++) {
            add(1, "select", "main.more" + i + "()");
        }
        add(5, "select", "main.last()");
        var kept = kept(30_000).of(0);
        assertThat(kept.kept()).hasSize(50_000);
        assertThat(kept.extent()).isEqualTo(Extent.SOME_WAITERS);
        assertThat(kept.note())
                .contains(
                        "locks are looked for among 50000 goroutines: the first 30000, and of the others up to 100 of each kind"
                                + " as long as there is room, which 5 did not find; 5 more are only counted");
    }

    @Test
    void whereNoKindIsToldTheFirstOnesAreKept() throws IOException {
        var deep = "a.b()\n".repeat(4_000);
        for (int i = 1; i <= 600; i++) {
            text.append("goroutine ")
                    .append(i)
                    .append(" [select]:\na.f")
                    .append(i)
                    .append("()\n")
                    .append(deep)
                    .append('\n');
        }
        var room = new KeptRoom(10);
        GoroutineDumps.groupAndEach(in(), one -> {
            if (one.kind() < 0) {
                id++;
                room.of(0).offer(one);
            }
            return false;
        });
        assertThat(room.of(0).kept()).hasSize(10);
        assertThat(room.of(0).extent()).isEqualTo(Extent.SOME_WAITERS);
        assertThat(room.of(0).note())
                .get()
                .asString()
                .endsWith("which " + (id - 10) + " did not find; " + (id - 10) + " more are only counted");
    }

    @Test
    void whatIsNotShownIsKept() throws IOException {
        waiters(3, "0xc000001000");
        add(1, "syscall", "main.hold(0xc000001000)");
        text.append(NEXT_DUMP);
        add(2, "syscall", "main.hold(0xc000001000)");
        var moments = new DumpMoments(new StackFilter("sync", "", 0)).of("file", "", in());
        assertThat(moments).extracting(moment -> moment.snapshot().shown()).containsExactly(3L, 0L);
        assertThat(moments).extracting(moment -> moment.goroutines().size()).containsExactly(4, 2);
    }

    @Test
    void whatHasNoNumberIsNoGoroutine() throws IOException {
        text.append("goroutine 0 [idle]:\nruntime.mcall()\n\t/a.s:1\n\n");
        add(2, "select", "main.idle()");
        assertThat(kept(1).of(0).kept()).extracting(Goroutine::id).containsExactly(1L, 2L);
    }
}
