package io.nodethaw.format.goroutines;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.format.Piece;
import io.nodethaw.format.Texts;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LooseFramesTest {
    private static List<String> told(String text) throws IOException {
        return Texts.read(text, new LooseFrames()).processes().stream()
                .flatMap(process -> process.goroutines().stream()
                        .map(goroutine -> process.name() + " " + goroutine.id() + " [" + goroutine.state() + "] "
                                + goroutine.frames().getFirst().function()))
                .toList();
    }

    @Test
    void framesWithoutAHeader() throws IOException {
        assertThat(told("""
                it always hangs here:
                sync.runtime_SemacquireMutex(0xc0001, 0x0)
                        /usr/local/go/src/runtime/sema.go:71 +0x3d
                sync.(*Mutex).Lock(0xc0001)
                        /usr/local/go/src/sync/mutex.go:134 +0xee
                github.com/docker/docker/daemon.(*Daemon).ContainerInspect(0xc0002, 0xc0003, 0x40)
                        /go/src/github.com/docker/docker/daemon/inspect.go:31 +0x8e
                what can we do?
                """)).containsExactly("dockerd -1 [semacquire] sync.runtime_SemacquireMutex");
    }

    @Test
    void framesOfADebuggerWithHowOftenTheyWereCounted() throws IOException {
        assertThat(told("""
                   2 #5  0x00000000004d4f20 in github.com/docker/docker/daemon.func·025 (container=0xc209060a80, ~r1=...) at /go/src/list.go:79
                   1 #5  0x00000000004c861f in github.com/docker/docker/daemon.(*State).IsRunning (s=0xc2081c79d0) at /go/src/state.go:116
                """))
                .containsExactly(
                        "dockerd -1 [state not told] github.com/docker/docker/daemon.func·025",
                        "dockerd -2 [state not told] github.com/docker/docker/daemon.func·025",
                        "dockerd -3 [state not told] github.com/docker/docker/daemon.(*State).IsRunning");
    }

    @Test
    void framesOfAProfileWithoutItsBeginning() throws IOException {
        assertThat(told("""
                2 @ 0x43a 0x45b
                #	0x43a	syscall.Syscall6+0x5	/usr/go/asm.s:44
                #	0x45b	github.com/containerd/containerd/services/tasks.(*local).Kill+0x5	/x/local.go:9
                """))
                .containsExactly(
                        "containerd -1 [syscall] syscall.Syscall6", "containerd -2 [syscall] syscall.Syscall6");
    }

    private static final String TRACES = """
            Type: goroutine
            Time: Jan 2, 2026 at 3:04pm (UTC)
            -----------+-------------------------------------------------------
                     2   runtime.gopark
                         runtime.goparkunlock
                         sync.runtime_SemacquireMutex
                         sync.(*Mutex).Lock (inline)
                         github.com/docker/docker/daemon.(*Daemon).Containers
            -----------+-------------------------------------------------------
                     1   runtime.gopark
                         internal/poll.runtime_pollWait
            -----------+-------------------------------------------------------
            and what now?
            """;

    @Test
    void tracesOfAProfile() throws IOException {
        assertThat(told(TRACES))
                .containsExactly(
                        "dockerd -1 [semacquire] runtime.gopark",
                        "dockerd -2 [semacquire] runtime.gopark",
                        "dockerd -3 [IO wait] runtime.gopark");
    }

    @Test
    void tracesOfAnotherProfileAreNoGoroutines() throws IOException {
        assertThat(Texts.recognises(TRACES.replace("goroutine", "inuse_objects"), new LooseFrames()))
                .isFalse();
    }

    @Test
    void framesOfAProfileWhoseSignsAWebPageTook() throws IOException {
        assertThat(told("""
                2 @ 0x43a 0x45b
                0x43a	syscall.Syscall6+0x5	/usr/go/asm.s:44
                0x45b	github.com/containerd/containerd/services/tasks.(*local).Kill+0x5	/x/local.go:9
                """)).hasSize(2);
    }

    @Test
    void tabsMayBeSpelled() throws IOException {
        assertThat(told("""
                sync.(*Mutex).Lock(0xc0001)
                \\t/usr/local/go/src/sync/mutex.go:134 +0xee
                github.com/docker/docker/daemon.(*Daemon).ContainerInspect(0xc0002, 0xc0003, 0x40)
                \\t/go/src/github.com/docker/docker/daemon/inspect.go:31 +0x8e
                """)).containsExactly("dockerd -1 [semacquire] sync.(*Mutex).Lock");
    }

    @Test
    void whatBelongsToAGoroutineIsLeftToItsDump() throws IOException {
        assertThat(Texts.recognises("""
                goroutine 7 [select]:
                github.com/a/b.(*T).C(0x1)
                	/x/y.go:7 +0x1
                main.main()
                	/x/main.go:8 +0x1
                """, new LooseFrames())).isFalse();
    }

    @Test
    void sentencesAreNoFrames() throws IOException {
        assertThat(Texts.recognises("""
                Call obj.method(x) and then foo.bar(y).
                self.assertTrue(a)
                path.join(a, b)
                """, new LooseFrames())).isFalse();
    }

    @Test
    void theyAreToldToBeNoWholeDump() throws IOException {
        Piece piece = Texts.read("a/b.(*T).C(0x1)\n\t/x/y.go:7\na/b.D()\n\t/x/z.go:7\n", new LooseFrames());
        assertThat(piece.notes()).singleElement().asString().contains("frames without the header");
    }

    @Test
    void stacksAndListsOfDelve() throws IOException {
        assertThat(told("""
                (dlv) bt
                0  0x000000000043a9d0 in runtime.gopark
                   at /usr/local/go/src/runtime/proc.go:307
                1  0x000000000044b2c5 in sync.runtime_SemacquireMutex
                   at /usr/local/go/src/runtime/sema.go:71
                2  0x0000000000480f50 in github.com/docker/docker/container.(*State).IsRunning
                   at /go/src/github.com/docker/docker/container/state.go:250
                (dlv) goroutines
                * Goroutine 1 - User: /go/src/github.com/docker/docker/cmd/dockerd/daemon.go:308 main.(*DaemonCli).start (0x49a5c3) [chan receive]
                [1 goroutines]
                """))
                .containsExactly(
                        "dockerd -1 [semacquire] runtime.gopark",
                        "dockerd -2 [state not told] main.(*DaemonCli).start");
    }
}
