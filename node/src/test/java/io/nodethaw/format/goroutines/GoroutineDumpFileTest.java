package io.nodethaw.format.goroutines;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.format.Head;
import io.nodethaw.format.Piece;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoroutineDumpFileTest {
    private static final String SHIM = """
            goroutine 1 [select]:
            github.com/containerd/containerd/runtime/v2/shim.serve(0xc000198720)
            	github.com/containerd/containerd/runtime/v2/shim/shim.go:504 +0x446
            main.main()
            	github.com/containerd/containerd/cmd/containerd-shim-runc-v2/main.go:31 +0x65

            """;
    private static final String END =
            "=== END goroutine stack dump ===\" namespace=moby path=/run/containerd/x/moby/92b4 pid=%d runtime=io.containerd.runc.v2\n";
    private static final String CONTAINERD = """
            goroutine 1 [chan receive]:
            main.main()
            	github.com/containerd/containerd/v2/cmd/containerd/main.go:33 +0x37
            """;

    private final GoroutineDumpFile format = new GoroutineDumpFile();

    private Piece read(String text) throws IOException {
        return format.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "x");
    }

    private static List<String> told(Piece piece) {
        return piece.processes().stream()
                .map(process -> process.name()
                        + process.pid().map(pid -> " " + pid).orElse("") + " at "
                        + process.origin().line())
                .toList();
    }

    private static Head head(String text) throws IOException {
        return Head.of(new BufferedInputStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void dumpsAreKnownByTheirHeadersWhereverTheyStand() throws IOException {
        assertThat(format.recognises(head(SHIM))).isTrue();
        assertThat(format.recognises(head("Jan 02 03:04:05 n d[1]: goroutine 1 [running]:\n")))
                .isTrue();
        assertThat(format.recognises(head("a goroutine 1 is told of\n"))).isFalse();
    }

    @Test
    void aShimSaysItsPidAfterItsDump() throws IOException {
        var text = "time=x msg=\"=== BEGIN goroutine stack dump ===\n" + SHIM + END.formatted(229)
                + "time=x msg=\"=== BEGIN goroutine stack dump ===\n" + SHIM + END.formatted(231);
        assertThat(told(read(text)))
                .containsExactly("containerd-shim-runc-v2 229 at 2", "containerd-shim-runc-v2 231 at 10");
    }

    @Test
    void aLogSaysThePidOfWhoWroteIt() throws IOException {
        var log = CONTAINERD
                .lines()
                .map(line -> "Nov 23 08:48:19 node-7 containerd[640]: " + line + "\n")
                .reduce("", String::concat);
        var piece = read(log);
        assertThat(told(piece)).containsExactly("containerd 640 at 1");
        assertThat(piece.host()).contains("node-7");
    }

    @Test
    void thePidOfALogIsNotThatOfWhoIsDumpedInIt() throws IOException {
        var log = SHIM.lines()
                .map(line -> "2026-01-02T03:04:05.6Z node-7 dockerd[731]: " + line + "\n")
                .reduce("", String::concat);
        assertThat(told(read(log))).containsExactly("containerd-shim-runc-v2 at 1");
    }

    @Test
    void aProgramWithoutItsMainIsAGoProgram() throws IOException {
        assertThat(told(read("goroutine 7 [select]:\nx.y()\n\t/x/y.go:1 +0x1\n")))
                .containsExactly("a Go program at 1");
        assertThat(told(read("goroutine 1 [select]:\nmain.main()\n\tmain.go:1 +0x1\n")))
                .containsExactly("a Go program at 1");
    }

    @Test
    void theVersionOfAModuleIsNoPartOfTheName() throws IOException {
        assertThat(
                        told(
                                read(
                                        "goroutine 1 [select]:\nmain.main()\n\tgithub.com/opencontainers/runc@v1.1.12/main.go:1 +0x1\n")))
                .containsExactly("runc at 1");
    }

    @Test
    void aProfileIsReadWhereAMailQuotesItOrMarkdownIndentsIt() throws IOException {
        var profile = """
                > goroutine profile: total 2
                > 2 @ 0x1 0x2
                > #	0x1	sync.runtime_SemacquireMutex+0x46	/usr/lib/go/src/runtime/sema.go:71
                > #	0x2	github.com/docker/docker/daemon.(*Daemon).ContainerInspect+0x1	/x/inspect.go:17
                >
                """;
        for (var text : List.of(profile, profile.replace("> ", "    ").replace(">", ""))) {
            assertThat(format.recognises(head(text))).isTrue();
            assertThat(read(text).processes()).singleElement().satisfies(process -> {
                assertThat(process.name()).isEqualTo("dockerd");
                assertThat(process.goroutines())
                        .extracting(Goroutine::state)
                        .containsExactly("semacquire", "semacquire");
            });
        }
    }

    @Test
    void goroutinesOfAProfileThatOnlyCountsHaveNumbersOfOurs() throws IOException {
        var piece = read("""
                goroutine profile: total 3
                2 @ 0x1 0x2
                #	0x1	sync.runtime_SemacquireMutex+0x46	/usr/lib/go/src/runtime/sema.go:71
                #	0x2	github.com/docker/docker/daemon.(*Daemon).ContainerInspect+0x1	/x/inspect.go:17

                1 @ 0x3
                #	0x3	main.main+0x1	/x/cmd/dockerd/docker.go:1

                """);
        assertThat(piece.notes()).singleElement().asString().contains("the numbers below 0 are ours");
        var goroutines = piece.processes().getFirst().goroutines();
        assertThat(goroutines).extracting(Goroutine::id).containsExactly(-1L, -2L, -3L);
        assertThat(goroutines.getFirst().state()).isEqualTo("semacquire");
        assertThat(piece.processes().getFirst().name()).isEqualTo("dockerd");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[github.com/containerd/ttrpc](https://github.com/containerd/ttrpc).(*Client).Call(0xc0, 0x1)",
                "<a href=\"https://github.com/containerd/ttrpc\">github.com/containerd/ttrpc</a>.(*Client).Call(0xc0, 0x1)",
                "github.com/containerd/ttrpc<http://github.com/containerd/ttrpc>.(*Client).Call(0xc0, 0x1)",
                "github.com/containerd/ttrpc <http://github.com/containerd/ttrpc>.(*Client).Call(0xc0, 0x1)"
            })
    void linksOfAWebPageAreTakenOff(String frame) throws IOException {
        var piece = read("goroutine 12 [select, 26 minutes]:\n" + frame + """

                	[/go/src/github.com/containerd/ttrpc/client.go](https://x.test/client.go#L73):73 +0x15d
                """);
        assertThat(piece.processes()
                        .getFirst()
                        .goroutines()
                        .getFirst()
                        .frames()
                        .getFirst()
                        .function())
                .isEqualTo("github.com/containerd/ttrpc.(*Client).Call");
    }

    @Test
    void aDumpInOneLineHasItsLinesAgain() throws IOException {
        var text =
                "first\ngoroutine 12 [select, 26 minutes]: github.com/containerd/ttrpc.(*Client).Call(0xc0, 0x1) /go/client.go:73 +0x15d "
                        + "main.main() /x/cmd/containerd/main.go:5 +0x2 goroutine 13 [IO wait]: internal/poll.runtime_pollWait(0x1, 0x72) "
                        + "/usr/go/netpoll.go:1 +0x1 created by net.f /usr/go/net.go:7 +0x9\nlast\n";
        var piece = read(text);
        assertThat(told(piece)).containsExactly("containerd at 2");
        assertThat(piece.processes().getFirst().goroutines())
                .satisfiesExactly(
                        first -> assertThat(first.frames()).hasSize(2),
                        second -> assertThat(second.creator()).isPresent());
    }

    @Test
    void thousandsOfDumpsAreBounded() throws IOException {
        var piece = read("goroutine 1 [select]:\nmain.main()\n\t/x/a/main.go:1 +0x1\n\n".repeat(3_000));
        assertThat(piece.processes()).hasSizeLessThanOrEqualTo(1_000);
        assertThat(piece.whole()).isFalse();
        assertThat(piece.notes()).isNotEmpty();
    }

    @Test
    void theLastWordsOfAProgramAreNoWaits() throws IOException {
        var piece = read("""
                goroutine 154 [running]:
                k8s.io/klog/v2.stacks(0xc000010001, 0xc000e00000, 0x12b, 0x301)
                \t/x/klog.go:1026 +0xb9
                k8s.io/klog/v2.(*loggingT).output(0x1, 0x3, 0x0, 0x0, 0xc000, 0x0)
                \t/x/klog.go:975 +0x1e5

                goroutine 119 [semacquire, 12 minutes]:
                sync.runtime_SemacquireMutex(0x1, 0x1, 0x1)
                \t/x/sema.go:71 +0x47
                """);
        assertThat(piece.processes()).isEmpty();
        assertThat(piece.notes())
                .containsExactly(
                        "x:1: a program has written this and ended itself: what its goroutines waited for is over");
    }
}
