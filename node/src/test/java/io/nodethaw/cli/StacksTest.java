package io.nodethaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.GoroutineDump;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StacksTest {
    private static final long MUTEX = 0xc000010000L;

    private final FakeConsole console = new FakeConsole();

    @TempDir
    Path folder;

    private static Goroutine goroutine(long id, String state, int minutes, String function, Optional<Long> waits) {
        var frame = new Goroutine.Frame(function, "0x1", "/src/a.go", 7, 0x1f, false, List.of());
        return new Goroutine(
                id,
                state,
                minutes,
                false,
                List.of(frame),
                Optional.empty(),
                waits.map(lock -> new Goroutine.Blocked.OnLock(lock, Goroutine.Lock.MUTEX, 1)),
                waits.isPresent() ? List.of() : List.of(MUTEX));
    }

    private void dockerd() {
        var all = new ArrayList<Goroutine>();
        for (int i = 0; i < 10; i++) {
            all.add(goroutine(20 + i, "semacquire", -1, "sync.(*Mutex).Lock", Optional.of(MUTEX)));
        }
        all.add(goroutine(7, "select", 41, "google.golang.org/grpc.(*ClientConn).Invoke", Optional.empty()));
        console.tools.goroutines = new Reading.Seen<>(new Goroutines(50, "go1.19.8", "memory", all));
    }

    @Test
    void holderIsNamedNotTheWaiters() {
        dockerd();
        assertThat(console.run("stacks", "50")).isZero();
        assertThat(console.tools.calls).contains("goroutines 50 false");
        assertThat(console.out())
                .contains("50  11 goroutines, go1.19.8, read from memory\n")
                .contains("1 [select]  about 41 min  goroutine 7\n")
                .contains("10 [semacquire]  goroutine 20, 21, 22, 23, 24, 25, 26, 27 and 2 more\n")
                .contains("answer  10 goroutines (20, 21")
                .contains("probably held by goroutine 7");
        assertThat(console.out().indexOf("[select]")).isLessThan(console.out().indexOf("[semacquire]"));
    }

    @Test
    void numbersAreLowerBoundsWhereNotAllGoroutinesWereKept() {
        dockerd();
        var whole = ((Reading.Seen<Goroutines>) console.tools.goroutines).value();
        var leftOut = List.of("35000 goroutines that are in the same functions as others");
        console.tools.goroutines =
                new Reading.Seen<>(new Goroutines(50, "go1.19.8", "memory", whole.goroutines(), leftOut));
        assertThat(console.run("stacks", "50")).isZero();
        assertThat(console.out())
                .contains("50  at least 11 goroutines, go1.19.8")
                .contains("at least 10 [semacquire]  goroutine 20, 21, 22, 23, 24, 25, 26, 27 and at least 2 more\n")
                .contains("  at least 10 goroutines (20, 21")
                .contains("answer  at least 10 goroutines (")
                .contains("note  left out: 35000 goroutines");
        console.run("stacks", "50", "--state", "select");
        assertThat(console.out()).contains("at least 1 of at least 11 goroutines");
        console.run("stacks", "50", "-o", "html");
        assertThat(console.out()).contains("at least 11 goroutines").contains("at least 10 goroutines (20");
        console.run("stacks", "50", "-o", "json");
        assertThat(console.out()).contains("\"countsPartial\": true").contains("\"locksPartial\": true");
        console.run("stacks", "50", "--again", "100ms");
        assertThat(console.out()).contains("new, or left out before: 0").contains("gone, or left out now: 0");
    }

    @Test
    void theAnswerIsTheLastHolderOfAChainAndWhatItWaitsAt() {
        console.stdin = """
                goroutine 10 [sync.Mutex.Lock, 9 minutes]:
                sync.(*Mutex).lockSlow(0xc000100000)
                \t/go/src/sync/mutex.go:171 +0x15d
                main.(*Cache).Get(0xc000200000)
                \t/src/c.go:30 +0x31

                goroutine 20 [sync.Mutex.Lock, 8 minutes]:
                sync.(*Mutex).lockSlow(0xc000300000)
                \t/go/src/sync/mutex.go:171 +0x15d
                main.fill(0xc000100000)
                \t/src/c.go:60 +0x31

                goroutine 30 [syscall, 7 minutes]:
                syscall.Syscall(0x4a, 0x6, 0x0, 0x0)
                \t/go/src/syscall/syscall_linux.go:69 +0x25
                main.flush(0xc000300000)
                \t/src/d.go:90 +0x31
                """;
        assertThat(console.run("stacks", "-")).isZero();
        assertThat(console.out())
                .contains("answer  2 goroutines (20, 10) wait for 1 lock that leads to a mutex, "
                        + "probably held by goroutine 30 in main.flush, which waits for a system call, about 7 min\n");
    }

    /** The runtime prints no minutes below one. */
    @Test
    void lessThanAMinuteIsNoAge() {
        var waiter = goroutine(20, "semacquire", 0, "sync.(*Mutex).Lock", Optional.of(MUTEX));
        var holder = goroutine(7, "select", 0, "google.golang.org/grpc.(*ClientConn).Invoke", Optional.empty());
        console.tools.goroutines =
                new Reading.Seen<>(new Goroutines(50, "go1.19.8", "memory", List.of(waiter, holder)));
        for (var form : new String[] {"text", "wide", "html"}) {
            console.run("stacks", "50", "-o", form);
            assertThat(console.out()).contains("held by goroutine 7").doesNotContain(" 0 min");
        }
        console.run("stacks", "50", "-o", "json");
        assertThat(console.out()).doesNotContain("oldestMinutes");
        console.run("stacks", "50", "--again", "100ms");
        assertThat(console.out()).contains("still there").doesNotContain(" 0 min");
    }

    @Test
    void programsGetATree() {
        dockerd();
        console.run("stacks", "50", "--full", "-o", "json");
        var tree = JsonParser.parseString(console.out()).getAsJsonObject();
        assertThat(tree.get("kind").getAsString()).isEqualTo("stacks");
        assertThat(tree.get("goroutines").getAsInt()).isEqualTo(11);
        assertThat(tree.get("groups").getAsJsonArray()).hasSize(2);
        assertThat(tree.get("locks")
                        .getAsJsonArray()
                        .get(0)
                        .getAsJsonObject()
                        .get("address")
                        .getAsString())
                .isEqualTo("0xc000010000");
        assertThat(console.tools.calls).contains("goroutines 50 true");
    }

    @Test
    void whatCannotBeReadIsSaidInOneLine() {
        assertThat(console.run("stacks", "50")).isEqualTo(2);
        assertThat(console.err()).contains("not a Go program");
        console.tools.goroutines = new Reading.Silent<>(Duration.ofSeconds(5), "memory of 50");
        assertThat(console.run("stacks", "50")).isEqualTo(2);
        assertThat(console.err()).contains("no answer in 5000 ms (memory of 50)");
        assertThat(console.run("stacks", "nobody")).isEqualTo(2);
        assertThat(console.err()).contains("no process and no file 'nobody'");
        assertThat(console.run("stacks", "")).isEqualTo(2);
        assertThat(console.err()).contains("no process and no file ''");
        assertThat(console.run("stacks", "/none/there")).isEqualTo(2);
    }

    @Test
    void whatCouldBeReadIsShownBesideWhatCouldNot() throws IOException {
        var file = Files.writeString(folder.resolve("a.txt"), "goroutine 1 [running]:\nmain.main()\n\t/a.go:7 +0x1f\n");
        assertThat(console.run("stacks", "50", "nobody", file.toString())).isEqualTo(2);
        assertThat(console.err()).contains("not a Go program").contains("nobody");
        assertThat(console.out()).contains("1 [running]");
    }

    @Test
    void dumpsOfAFileAreShownOneByOne() throws IOException {
        var one = "goroutine 1 [chan receive, 3 minutes]:\nmain.main()\n\t/a.go:7 +0x1f\n\n";
        var file = Files.writeString(folder.resolve("dump.txt"), "SIGQUIT: quit\n\n" + one + "SIGQUIT: quit\n\n" + one);
        assertThat(console.run("stacks", file.toString())).isZero();
        assertThat(console.out()).contains(file + ":3  1 goroutine\n").contains(file + ":9  1 goroutine\n");
        console.stdin = one;
        assertThat(console.run("stacks", "-")).isZero();
        assertThat(console.out()).startsWith("-  1 goroutine\n").contains("1 [chan receive]  about 3 min");
        var none = Files.writeString(folder.resolve("none.txt"), "nothing\n");
        assertThat(console.run("stacks", none.toString())).isEqualTo(2);
        assertThat(console.err()).contains("no goroutines in it");
    }

    @Test
    void onlyWhatFitsEveryFilterIsShown() {
        dockerd();
        console.run("stacks", "50", "--state", "SEM", "--function", "Mutex");
        assertThat(console.out())
                .startsWith("flock 50  10 of 11 goroutines (state 'SEM', function 'Mutex'), go1.19.8")
                .contains("10 [semacquire]")
                .doesNotContain("1 [select]");
        console.run("stacks", "50", "--state", "sem", "--at-least", "1m");
        assertThat(console.out()).contains("0 of 11 goroutines").contains("states in it: select, semacquire");
    }

    @Test
    void ageLeavesOutTheYoungerOnesOfAGroup() {
        console.stdin = DUMP + "\n" + DUMP.replace("1 [chan receive, 41", "2 [chan receive, 2");
        console.run("stacks", "-", "--at-least", "121s");
        assertThat(console.out()).contains("1 of 2 goroutines (at least 3 min)").contains("1 [chan receive]");
    }

    @Test
    void holderIsFoundAmongThoseThatAreNotShown() {
        dockerd();
        console.run("stacks", "50", "--state", "semacquire");
        assertThat(console.out()).contains("probably held by goroutine 7");
        console.run("stacks", "50", "--function", "nothing", "-o", "json");
        var tree = JsonParser.parseString(console.out()).getAsJsonObject();
        assertThat(tree.get("locks").getAsJsonArray()).isEmpty();
        assertThat(tree.get("goroutines").getAsInt()).isEqualTo(11);
        assertThat(tree.get("shown").getAsInt()).isZero();
        assertThat(tree.getAsJsonObject("filter").get("function").getAsString()).isEqualTo("nothing");
    }

    private static final String DUMP = """
            goroutine 1 [chan receive, 41 minutes]:
            main.main()
            \t/src/main.go:7 +0x1f
            """;

    @Test
    void theDaemonsOwnDumpIsShownWithSignal() {
        console.tools.signal =
                new Reading.Seen<>(new GoroutineDump(50, "SIGUSR1, /run/docker/goroutine-stacks-1.log", DUMP));
        assertThat(console.run("stacks", "50", "--signal")).isZero();
        assertThat(console.tools.calls).contains("signal 50").noneMatch(call -> call.startsWith("goroutines"));
        assertThat(console.out())
                .contains("1 goroutine, SIGUSR1, /run/docker/goroutine-stacks-1.log")
                .contains("1 [chan receive]  about 41 min  goroutine 1");
    }

    @Test
    void withoutSignalNoneIsSent() {
        console.tools.goroutines = new Reading.NotAsked<>("go1.99: not known");
        assertThat(console.run("stacks", "50")).isEqualTo(2);
        assertThat(console.tools.calls).noneMatch(call -> call.startsWith("signal"));
    }

    @Test
    void debugEndpointHelpsWhereMemoryDoesNot() {
        console.tools.goroutines = new Reading.NotAsked<>("go1.99: not known");
        console.tools.endpoint = new Reading.Seen<>(new GoroutineDump(50, "debug endpoint /run/docker.sock", DUMP));
        assertThat(console.run("stacks", "50")).isZero();
        assertThat(console.out()).contains("debug endpoint /run/docker.sock");
    }

    @Test
    void theReasonForNotSendingASignalIsSaid() {
        assertThat(console.run("stacks", "50", "--signal")).isEqualTo(2);
        assertThat(console.err()).contains("runc gets no signal");
    }

    @Test
    void pageEscapesWhatProgramsCallThemselves() throws IOException {
        var dump = Files.writeString(
                folder.resolve("dump"), "goroutine 1 [select]:\nmain.<script>alert(1)</script>()\n\t/a\"&.go:1 +0x1\n");
        assertThat(console.run("stacks", dump.toString(), "-o", "html")).isZero();
        assertThat(console.out())
                .startsWith("<!DOCTYPE html>")
                .contains("main.&lt;script&gt;alert")
                .contains("/a&quot;&amp;.go")
                .doesNotContain("<script>alert");
    }

    @Test
    void pageNeedsNothingFromElsewhere() {
        dockerd();
        console.run("stacks", "50", "-o", "html");
        assertThat(console.out())
                .contains("<details>")
                .contains("probably held by goroutine 7")
                .doesNotContain("http:", "https:", "src=", "@import", "url(");
    }

    @Test
    void pageIsOnlyForStacks() {
        assertThat(console.run("diagnose", "-o", "html")).isEqualTo(64);
        assertThat(console.err()).contains("-o html is for stacks");
    }

    @Test
    void aPageIsAFileOfItsOwn() throws IOException {
        var dump = Files.writeString(folder.resolve("dump"), DUMP).toString();
        assertThat(console.run("stacks", dump, dump, "-o", "html")).isEqualTo(2);
        assertThat(console.err()).contains("a page shows only one moment");
        assertThat(console.run("stacks", dump, dump, "-o", "html", "--compare")).isEqualTo(64);
    }
}
