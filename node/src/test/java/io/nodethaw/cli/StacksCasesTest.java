package io.nodethaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Kinds of input that people have, each as small as possible: the answer, and what is shown first. */
class StacksCasesTest {
    private final FakeConsole console = new FakeConsole();

    private String shown(String name, String... options) throws Exception {
        var file = StacksCasesTest.class.getResource("dumps/" + name).getPath();
        var args = new String[options.length + 2];
        args[0] = "stacks";
        args[1] = file;
        System.arraycopy(options, 0, args, 2, options.length);
        assertThat(console.run(args)).as(console.err()).isZero();
        return console.out();
    }

    private String answer(String name) throws Exception {
        var out = shown(name);
        return out.substring(out.lastIndexOf("\nanswer  ") + 9).strip();
    }

    private JsonObject group(String name, int index) throws Exception {
        return JsonParser.parseString(shown(name, "-o", "json"))
                .getAsJsonObject()
                .getAsJsonArray("groups")
                .get(index)
                .getAsJsonObject();
    }

    @Test
    void theAnswerNamesTheFunctionAndTheCallNotAnIdleMain() throws Exception {
        assertThat(answer("waits-on-call.txt"))
                .isEqualTo(
                        "goroutine 50 in task/v2.(*taskClient).Kill waits for the answer to Kill (ttrpc), about 267 min");
        assertThat(console.out())
                .containsSubsequence(
                        "1 [select]",
                        "idle  1 goroutine, which seems to wait",
                        "its frames with -o wide",
                        "1 [chan receive]  about 900 min");
    }

    @Test
    void aFrameThatIsCutOffHasNoPlace() throws Exception {
        assertThat(shown("cut-in-a-frame.txt")).contains("main.work").doesNotContain(":0");
        assertThat(shown("cut-in-a-frame.txt", "-o", "wide"))
                .contains("main.work(0x1)")
                .doesNotContain(":0");
    }

    @Test
    void aCrashIsShownFirst() throws Exception {
        assertThat(answer("panic-first.txt"))
                .isEqualTo("panic: runtime error: invalid memory address or nil pointer dereference:"
                        + " goroutine 171 in c.(*svc).set");
        assertThat(console.out())
                .containsSubsequence("\npanic: runtime error", "\n[signal SIGSEGV", "goroutine 171", "goroutine 5, 6")
                .doesNotContain("note");
        assertThat(answer("gotest-json-panic-note.txt"))
                .isEqualTo("panic: test timed out after 2s: goroutine 7 in a.wait");
        assertThat(answer("race.txt"))
                .isEqualTo("WARNING: DATA RACE: goroutine 8 in r.(*T).set [write at 0x00c000100000],"
                        + " goroutine 7 in r.(*T).get [previous read at 0x00c000100000]");
    }

    @Test
    void aPanicIsTheAnswerAlsoWithoutItsWords() {
        console.stdin = """
                {"msg":"Observed a panic","stacktrace":"goroutine 77 [running]:\\nx.log({0x1, 0x2})\\n\\t/x.go:75 +0x85\\npanic({0x1?, 0x2?})\\n\\t/go/src/runtime/panic.go:884 +0x213\\nx.g()\\n\\t/x.go:80 +0x85\\n"}
                """;
        assertThat(console.run("stacks", "-")).isZero();
        assertThat(console.out()).contains("answer  a panic, whose words are not in this file: goroutine 77 in x.g");
    }

    @Test
    void whatIsNoGoroutineGetsNoId() throws Exception {
        assertThat(shown("zero-goroutine.txt"))
                .contains("1 [idle]  no goroutine: the scheduler's own stack\n")
                .doesNotContain("and 1 more", "goroutine 0");
        console.stdin = "goroutine profile: total 3\n3 @ 0x1 0x2\n#\t0x1\tmain.work+0x1\t/src/a.go:7\n";
        assertThat(console.run("stacks", "-")).isZero();
        assertThat(console.out()).contains("\n3\n    main.work  a.go:7\n").doesNotContain("[]", "more");
    }

    @Test
    void aGapBetweenFramesIsShown() throws Exception {
        for (var form : new String[] {"text", "wide"}) {
            assertThat(shown("frames-elided.txt", "-o", form))
                    .containsSubsequence("a.deep", "a.deep", "    ...9000 frames elided...\n", "a.start");
        }
        assertThat(console.out()).contains("created by example.org/a.Spawn in goroutine 7  /src/a.go:1\n");
        var gap = group("frames-elided.txt", 0).getAsJsonArray("gaps").get(0).getAsJsonObject();
        assertThat(gap.get("beforeFrame").getAsInt()).isEqualTo(2);
    }

    @Test
    void everyFormHasAllGoroutinesWithTheirFrames() throws Exception {
        for (var name : new String[] {"rsyslog-012.txt", "utf8-bom.txt", "utf16-powershell.txt", "ansi.txt"}) {
            assertThat(shown(name))
                    .as(name)
                    .contains("1 [chan receive]  about 12 min  goroutine 7\n")
                    .contains("wait  a.go:10\n");
        }
        assertThat(shown("rsyslog-012.txt")).contains("1 [select]  goroutine 8\n    a.loop  a.go:20\n");
        assertThat(group("ansi.txt", 0)
                        .getAsJsonObject("creator")
                        .get("function")
                        .getAsString())
                .isEqualTo("example.org/a.(*T).Start");
    }

    @Test
    void namesOutstandingCallsBesideALockWhoseHolderIsNotSeen() throws Exception {
        assertThat(answer("deadlock-two-fields.txt"))
                .doesNotContain("deadlock")
                .contains(
                        "whose holder is not seen; besides, goroutine 30 in d.flushAll waits for a system call, about 30 min");
        assertThat(answer("holder-cond-waiter.txt"))
                .contains("not seen; besides, goroutine 30 in q.flush")
                .doesNotContain("20");
        assertThat(answer("holder-idle-loop.txt")).endsWith("whose holder is not seen");
        assertThat(answer("holder-runnable-waiter.txt")).endsWith("whose holder is not seen");
        assertThat(answer("holder-shared-argument.txt")).endsWith("whose holder is not seen");
        assertThat(answer("self-deadlock.txt")).contains("goroutine 36").endsWith("which waits for it itself");
    }

    /** Go marks what may be stale since 1.18 only. */
    @Test
    void olderDumpsWithoutMarksAccuseNobodyElse() throws Exception {
        for (var name : new String[] {
            "deadlock-two-fields.txt",
            "holder-cond-waiter.txt",
            "holder-idle-loop.txt",
            "holder-runnable-waiter.txt",
            "holder-shared-argument.txt",
            "self-deadlock.txt"
        }) {
            var marked = answer(name);
            console.stdin = Files.readString(Path.of(
                            StacksCasesTest.class.getResource("dumps/" + name).toURI()))
                    .replace("?", "");
            console.run("stacks", "-");
            assertThat(console.out()
                            .substring(console.out().lastIndexOf("\nanswer  ") + 9)
                            .strip())
                    .as(name)
                    .isEqualTo(marked);
        }
    }

    @Test
    void theHolderIsFoundInTheNewestOfSeveralDumps() {
        var dump = new StringBuilder();
        for (int i = 1; i <= 50_300; i++) {
            dump.append("goroutine ").append(i).append(WAITS);
        }
        console.stdin = dump + "SIGQUIT: quit\n\n" + dump + HOLDS;
        console.run("stacks", "-");
        assertThat(console.out().substring(console.out().lastIndexOf("\nanswer  ")))
                .contains("at least 50100 goroutines (", ") wait for a mutex", "held by goroutine 60000 in main.save");
    }

    @Test
    void aFragmentIsToldForWhatItIs() {
        assertThat(no("#\t0xdd5fe5\tgrpc.(*clientStream).RecvMsg+0x45\t/src/stream.go:736\n"))
                .contains("frames of a goroutine profile (debug=1)", "debug=2");
        assertThat(no("main.work(0x1)\n\t/src/a.go:7 +0x1f\n"))
                .contains("frames without the header of their goroutine");
        assertThat(no("failed\nexample.org/y.Start\n\t/src/y.go:10\nmain.main\n\t/src/main.go:7\n"))
                .contains("frames without the header of their goroutine");
        assertThat(no("* 1 running  runtime.systemstack_switch\n  2 waiting  runtime.gopark\n"))
                .contains("as gdb prints it");
        for (var other : new String[] {
            "heap profile: 1: 16 [2: 32] @ heap/1048576",
            "--- mutex:",
            "--- contention:",
            "threadcreate profile: total 8"
        }) {
            assertThat(no(other + "\n1: 16 [1: 16] @ 0x40\n#\t0x40\tmain.alloc+0x40\t/src/a.go:7\n"))
                    .contains("of something else than goroutines");
        }
        assertThat(no("Thread 2 (LWP 12):\n#0  runtime.futex () at /go/src/runtime/sys.s:520\n"))
                .contains("as gdb shows them");
        assertThat(no("  Goroutine 1 - User: main.go:10 main.main (0x48)\n")).contains("delve");
        assertThat(no("Full thread dump OpenJDK 64-Bit Server VM\n")).contains("Java");
        assertThat(no("\u007fELF\2\1\1\0\0")).contains("core dump");
        assertThat(no("")).contains("empty");
        assertThat(no("nothing\n")).contains("a dump begins with: goroutine 1 [running]:");
    }

    private String no(String text) {
        console.stdin = text;
        assertThat(console.run("stacks", "-")).as(text).isEqualTo(2);
        assertThat(console.err()).contains("no goroutines in it");
        return console.err();
    }

    @Test
    void oneThatWaitsIsToldOfAsOne() {
        console.stdin = """
                goroutine 10 [sync.Mutex.Lock, 9 minutes]:
                sync.(*Mutex).lockSlow(0xc000100000)
                \t/go/src/sync/mutex.go:171 +0x15d
                main.(*Cache).Get(0xc000200000)
                \t/src/c.go:30 +0x31
                """;
        console.run("stacks", "-");
        assertThat(console.out())
                .contains("mutex 0xc000100000  goroutine 10 waits; its holder is not seen\n")
                .contains("answer  goroutine 10 waits for a mutex, whose holder is not seen\n")
                .doesNotContain("1 waits (");
        console.stdin += "\n" + console.stdin.replace("goroutine 1", "goroutine 2");
        console.run("stacks", "-", "-o", "wide");
        assertThat(console.out()).contains("mutex 0xc000100000  2 goroutines (10, 20) wait; its holder is not seen\n");
    }

    @Test
    void programsGetCreatorsArgumentsAndWhatIsLeftOut() {
        var dump = new StringBuilder();
        for (int i = 1; i <= 250; i++) {
            dump.append("goroutine ")
                    .append(i)
                    .append(" [chan send, 5 minutes, locked to thread]:\nmain.work(0xc000010000, 0x")
                    .append(Integer.toHexString(i))
                    .append(")\n\t/src/a.go:7 +0x1f\ncreated by main.start in goroutine 1\n\t/src/a.go:3 +0x1f\n\n");
        }
        console.stdin = dump.toString();
        assertThat(console.run("stacks", "-", "-o", "json")).isZero();
        var group = JsonParser.parseString(console.out())
                .getAsJsonObject()
                .getAsJsonArray("groups")
                .get(0)
                .getAsJsonObject();
        assertThat(group.getAsJsonArray("ids")).hasSize(100);
        assertThat(group.get("idsLeftOut").getAsInt()).isEqualTo(150);
        assertThat(group.get("lockedToThread").getAsBoolean()).isTrue();
        assertThat(group.getAsJsonObject("creator").get("function").getAsString())
                .isEqualTo("main.start");
        assertThat(group.get("activity").getAsString()).isEqualTo("other");
        console.run("stacks", "-", "-o", "wide");
        assertThat(console.out())
                .contains("and 242 more  locked to thread\n")
                .contains("created by main.start  /src/a.go:3")
                .contains("    main.work(0xc000010000, *)  /src/a.go:7\n");
    }

    @Test
    void rowsFitTheTerminal() {
        var frames = new StringBuilder("goroutine 7 [chan send, 5 minutes]:\n");
        for (int i = 0; i < 20; i++) {
            frames.append(
                            "github.com/a-company/a-project/internal/some-package.(*aTypeWithALongName).aMethodWithALongerName")
                    .append(i)
                    .append(
                            "(0x1)\n\t/build/src/github.com/a-company/a-project/internal/some-package/a_file_with_a_name.go:1234 +0x1f\n");
        }
        console.stdin = frames.toString();
        console.columns = OptionalInt.of(60);
        console.run("stacks", "-");
        assertThat(console.out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(60));
        assertThat(console.out()).contains("    some-package.(*aTypeWithALongName).aMethodWithALongerNa…\n");
    }

    @Test
    void noLineOfIdsIsLongerThanTheTerminal() {
        var dump = new StringBuilder();
        for (int i = 0; i < 1_000; i++) { // each holds what the one before it waits for
            dump.append("goroutine ")
                    .append(100_000 + i)
                    .append(" [sync.Mutex.Lock, 5 minutes]:\nsync.(*Mutex).lockSlow(0xc0001")
                    .append(String.format("%05x", 64 * i))
                    .append(")\n\t/go/src/sync/mutex.go:171 +0x15d\nmain.f(0xc0001")
                    .append(String.format("%05x", 64 * ((i + 1) % 1_000)))
                    .append(")\n\t/src/a.go:7 +0x1f\n\n");
        }
        console.stdin = dump.toString();
        console.columns = OptionalInt.of(100);
        for (var form : new String[] {"text", "wide"}) {
            console.run("stacks", "-", "-o", form);
            assertThat(console.out().lines())
                    .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
        }
        console.columns = OptionalInt.empty();
        console.run("stacks", "-");
        assertThat(console.out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(400));
    }

    @Test
    void ofThousandsOfKindsTheFirstScreensAreShownAndHowToSeeAll() {
        var dump = new StringBuilder();
        for (int i = 1; i <= 3_000; i++) {
            dump.append("goroutine ")
                    .append(i)
                    .append(" [chan send, 5 minutes]:\nmain.f")
                    .append(i)
                    .append("(0x1)\n\t/src/a.go:7 +0x1f\n\n");
        }
        console.stdin = dump.toString();
        console.run("stacks", "-");
        assertThat(console.out().lines()).hasSizeLessThan(150);
        assertThat(console.out()).contains("+ 2975 more kinds, 2975 goroutines: all with -o wide");
        console.run("stacks", "-", "-o", "wide");
        assertThat(console.out().lines()).hasSizeGreaterThan(6_000);
    }

    @Test
    void aPageTitlesEachKindByWhatItIsAt() throws Exception {
        assertThat(shown("waits-on-call.txt", "-o", "html"))
                .contains("ttrpc.(*Client).dispatch waits for the answer to Kill (ttrpc)");
        assertThat(shown("self-deadlock.txt", "-o", "html"))
                .contains(
                        "<summary>1 [sync.Mutex.Lock] about 202 min <span class=\"faint\">shim.(*service).exited waits for a mutex");
    }

    private static final String WAITS = """
             [sync.Mutex.Lock, 5 minutes]:
            sync.(*Mutex).lockSlow(0xc000100000)
            \t/go/src/sync/mutex.go:171 +0x15d
            main.f()
            \t/src/a.go:7 +0x1f

            """;

    private static final String HOLDS = """
            goroutine 60000 [syscall, 6 minutes]:
            syscall.fsync(0x3)
            \t/go/src/syscall/z.go:1 +0x1
            main.save(0xc000100000)
            \t/src/a.go:9 +0x1f
            """;

    @Test
    void theHolderIsFoundBehindThousandsThatWait() {
        var dump = new StringBuilder();
        for (int i = 1; i <= 50_300; i++) {
            dump.append("goroutine ").append(i).append(WAITS);
        }
        console.stdin = dump + HOLDS;
        console.run("stacks", "-");
        assertThat(console.out())
                .contains("answer  at least 50100 goroutines (")
                .contains("held by goroutine 60000 in main.save, which waits for the system call fsync, about 6 min")
                .contains("200 more are only counted, 200 of them wait for a lock");
    }
}
