package io.nodethaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StacksComparedTest {
    private static final String OLD = """
            goroutine 1 [chan receive, 41 minutes]:
            main.main()
            \t/src/main.go:7 +0x1f

            goroutine 4 [select]:
            main.serve()
            \t/src/main.go:9 +0x1f

            goroutine 5 [select]:
            main.ended()
            \t/src/main.go:10 +0x1f
            """;

    private static final String NEW = OLD.replace("41 minutes", "42 minutes")
            .replace("main.go:9", "main.go:11")
            .replace("goroutine 5", "goroutine 6");

    private final FakeConsole console = new FakeConsole();

    @TempDir
    Path folder;

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static Reading<Goroutines> memory(String state) {
        var frame = new Goroutine.Frame("main.work", "", "/a.go", 7, 1, false, List.of());
        var one = new Goroutine(7, state, 3, false, List.of(frame), Optional.empty(), Optional.empty(), List.of());
        return new Reading.Seen<>(new Goroutines(50, "go1.24", "memory", List.of(one)));
    }

    @Test
    void whatHasNotMovedComesFirst() throws IOException {
        assertThat(console.run("stacks", "--compare", file("a", OLD), file("b", NEW)))
                .isZero();
        assertThat(console.out().lines().filter(line -> !line.startsWith(" ")))
                .containsSubsequence(
                        "still there, in the same frames: 1",
                        "1 [chan receive]  about 42 min  goroutine 1",
                        "still there, and has moved: 1",
                        "1 [select]  goroutine 4",
                        "new: 1",
                        "1 [select]  goroutine 6",
                        "gone: 1",
                        "1 [select]  goroutine 5",
                        "answer  1 is in the same frames as before, the oldest for about 42 min in [chan receive];"
                                + " goroutines with nothing to do do not move either");
    }

    @Test
    void dumpsOfOneFileAreComparedAndProgramsGetATree() throws IOException {
        var both = file("both", "SIGQUIT: quit\n\n" + OLD + "\nSIGQUIT: quit\n\n" + NEW);
        assertThat(console.run("stacks", "--compare", both, "-o", "json")).isZero();
        var tree = JsonParser.parseString(console.out()).getAsJsonObject();
        assertThat(tree.get("kind").getAsString()).isEqualTo("stacks-comparison");
        for (var part : List.of("stillThere", "moved", "added", "gone")) {
            assertThat(tree.getAsJsonObject(part).get("count").getAsInt()).isEqualTo(1);
        }
    }

    @Test
    void livingProcessIsReadTwice() {
        console.tools.goroutines = memory("select");
        console.tools.later.add(memory("chan send"));
        assertThat(console.run("stacks", "50", "--again", "100ms")).isZero();
        assertThat(console.tools.calls.stream().filter(call -> call.startsWith("goroutines 50")))
                .hasSize(2);
        assertThat(console.out())
                .contains("new  flock 50  1 goroutine, go1.24, read from memory, 100 ms later")
                .contains("has moved: 1\n\n1 [chan send]");
    }

    @Test
    void whatCannotBeComparedIsSaid() throws IOException {
        assertThat(console.run("stacks", "--compare", file("a", OLD))).isEqualTo(2);
        assertThat(console.err()).contains("only one moment").contains("--again 5s");
        assertThat(console.run("stacks", "--again", "1s", "flock")).isEqualTo(2);
        assertThat(console.err()).contains("flock: 3 processes have this name; give a PID: 50");
        var profile = file("p", "goroutine profile: total 1\n1 @ 0x1 0x2\n#\t0x1\tmain.main+0x1\t/a.go:7\n");
        assertThat(console.run("stacks", "--compare", profile, file("a", OLD))).isEqualTo(2);
        assertThat(console.err()).contains("no ids").contains("debug=2");
    }

    @Test
    void pausesThatMakeNoSenseAreRefused() throws IOException {
        for (var wrong :
                Arrays.asList("--again 2h 50", "--again 5 50", "--again 1s 50 60", "--again 1s --compare 50")) {
            assertThat(console.run(("stacks " + wrong).split(" "))).as(wrong).isEqualTo(64);
        }
        assertThat(console.run("stacks", "--again", "1s", file("a", OLD))).isEqualTo(64);
        assertThat(console.err()).contains("--compare OLD NEW");
        assertThat(console.tools.calls).isEmpty();
    }
}
