package io.nodethaw.golang;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutine.Blocked.OnChannels;
import io.nodethaw.evidence.Goroutines;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoroutineReaderTest {
    private static final GoroutineReader.Options SHOWN = new GoroutineReader.Options(false, false);
    private static final GoroutineReader.Options FULL = new GoroutineReader.Options(true, false);

    private static Goroutines read(FakeGo program, GoroutineReader.Options options) throws IOException {
        return new GoroutineReader().read(new FakeProcess(program), options);
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27})
    void everyVersionIsReadByItsLayout(int minor) throws IOException {
        var found = read(FakeGo.of(minor), SHOWN);

        assertThat(found.goVersion()).isEqualTo("go1." + minor + ".3");
        assertThat(found.source()).isEqualTo("memory");
        assertThat(found.goroutines()).extracting(Goroutine::id).containsExactly(1L, 2L, 3L);
        var second = found.goroutines().get(1);
        assertThat(second.state()).isEqualTo("chan receive");
        assertThat(second.minutes()).isEqualTo(-1);
        assertThat(second.frames()).extracting(Goroutine.Frame::function).containsExactly("main.inner", "main.main");
        var main = second.frames().get(1);
        assertThat(main.file() + ":" + main.line() + " +" + main.offset()).isEqualTo("/src/main.go:7 +33");
        assertThat(main.inlined()).isFalse();
        assertThat(second.frames().getFirst().inlined()).isTrue();
        assertThat(second.blocked())
                .contains(new OnChannels(List.of(new Goroutine.Channel(FakeGo.channelOf(1), 1, 4, false))));
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 16, 18, 20, 24, 27})
    void textsAmongTheArgumentsAreRead(int minor) throws IOException {
        var main =
                read(FakeGo.of(minor), SHOWN).goroutines().getFirst().frames().get(1);

        assertThat(main.arguments()).isEqualTo(minor < 17 ? "0x2a, 0x620000, 0x8" : "0x2a, {0x620000, 0x8}");
        assertThat(main.strings()).containsExactly("c0ffee12");
    }

    @Test
    void whatTheRuntimeHidesIsThereOnDemand() throws IOException {
        var full = read(FakeGo.of(19), FULL).goroutines().getFirst();
        assertThat(full.frames())
                .extracting(Goroutine.Frame::function)
                .containsExactly("runtime.gopark", "main.inner", "main.main", "runtime.goexit");
    }

    @Test
    void creatorIsWhereTheGoStatementStands() throws IOException {
        var goroutines = read(FakeGo.of(22), SHOWN).goroutines();
        assertThat(goroutines.getFirst().creator()).isEmpty();
        assertThat(goroutines.getLast().creator())
                .contains(new Goroutine.Creator("main.main", 0, "/src/main.go", 7, 0x31));
    }

    @Test
    void addressOnSeveralStacksIsShared() throws IOException {
        var goroutines = read(FakeGo.of(19), SHOWN).goroutines();
        assertThat(goroutines).allSatisfy(it -> assertThat(it.shared()).contains(FakeGo.TEXT));
    }

    @Test
    void otherProgramIsRefused() throws IOException {
        var program = FakeGo.of(19);
        program.putLong(FakeGo.BUILD_INFO, 0);
        assertThatThrownBy(() -> read(program, SHOWN))
                .isInstanceOf(UnknownProgramException.class)
                .hasMessageContaining("not a Go program");
    }

    /** A string header among the variables that says "go1.22.3". */
    private static void putVersion(FakeGo program, long at) {
        program.putLong(
                FakeGo.BUILD_INFO + 0x800,
                ByteBuffer.wrap("3.22.1og".getBytes(UTF_8)).getLong());
        program.putLong(at, FakeGo.BUILD_INFO + 0x800);
        program.putLong(at + 8, 8);
    }

    @Test
    void programWithoutBuildInformationSaysItsVersionItself() throws IOException {
        var program = FakeGo.of(22);
        program.putLong(FakeGo.BUILD_INFO, 0);
        putVersion(program, FakeGo.BUILD_INFO + 0x400);
        var read = read(program, SHOWN);
        assertThat(read.goVersion()).isEqualTo("go1.22.3");
        assertThat(read.goroutines()).hasSize(FakeGo.COUNT);
    }

    @Test
    void listOfVersionsIsNoVersionOfTheProgram() throws IOException {
        var program = FakeGo.of(22);
        program.putLong(FakeGo.BUILD_INFO, 0);
        putVersion(program, FakeGo.BUILD_INFO + 0x400);
        putVersion(program, FakeGo.BUILD_INFO + 0x410);
        assertThatThrownBy(() -> read(program, SHOWN)).hasMessageContaining("not a Go program");
    }

    @Test
    void codeThatDoesNotShowTheLayoutOfAKnownVersionIsNoReasonToRefuse() throws IOException {
        var program = FakeGo.of(19);
        program.putInt(FakeGo.CODE, 0);
        assertThat(read(program, SHOWN).goroutines()).hasSize(FakeGo.COUNT);
    }

    @Test
    void codeThatDoesNotShowTheLayoutOfAnUnknownVersionIs() throws IOException {
        var program = new FakeGo(Layouts.of(new GoVersion(27, "go1.27")), "go1.31.2");
        program.putInt(FakeGo.CODE, 0);
        assertThatThrownBy(() -> read(program, SHOWN))
                .isInstanceOf(UnknownProgramException.class)
                .hasMessageContaining("nothing in the code shows")
                .message()
                .doesNotContain("Optional");
    }

    @Test
    void unknownNewerVersionIsReadWhenEveryCheckAgrees() throws IOException {
        var layout = Layouts.of(new GoVersion(27, "go1.27"));
        var read = read(new FakeGo(layout, "go1.31.2"), SHOWN);
        assertThat(read.goroutines()).hasSize(FakeGo.COUNT);
        assertThat(read.source()).isEqualTo("memory as go1.27 lays it out");
    }

    @Test
    void unknownNewerVersionThatIsLaidOutOtherwiseIsRefused() throws IOException {
        var program = new FakeGo(Layouts.of(new GoVersion(27, "go1.27")), "go1.31.2");
        program.putInt(FakeGo.CODE + 2, 160); // the code says that atomicstatus moved
        assertThatThrownBy(() -> read(program, SHOWN))
                .isInstanceOf(UnknownProgramException.class)
                .hasMessageContaining("laid out otherwise");
    }

    @Test
    void unknownNewerVersionWithoutWholeStacksIsRefused() throws IOException {
        var layout = Layouts.of(new GoVersion(27, "go1.27"));
        var program = new FakeGo(layout, "go1.31.2");
        for (int i = 0; i < FakeGo.COUNT; i++) {
            program.putLong(FakeGo.goroutine(i) + layout.g().pc(), 0x1234);
        }
        assertThatThrownBy(() -> read(program, SHOWN))
                .isInstanceOf(UnknownProgramException.class)
                .hasMessageContaining("0 of 3 stacks");
    }

    @Test
    void sliceThatOnlyOneWayFindsIsRefused() throws IOException {
        var program = FakeGo.of(19);
        program.putLong(FakeGo.ALLGS + 8, 0); // no goroutines where the code points
        assertThatThrownBy(() -> read(program, SHOWN))
                .isInstanceOf(UnknownProgramException.class)
                .hasMessageContaining("two ways");
    }

    @Test
    void versionBeforeTheFirstKnownIsRefused() throws IOException {
        var program = new FakeGo(Layouts.of(new GoVersion(15, "go1.15")), "go1.12.1");
        assertThatThrownBy(() -> read(program, SHOWN))
                .isInstanceOf(UnknownProgramException.class)
                .hasMessageContaining("from go1.15 on");
    }

    /** The process may have ended: everything known about it is passed in. */
    @Test
    void agesComeFromWhoeverHasTheProcess() throws IOException {
        assertThat(read(FakeGo.of(22), SHOWN).goroutines())
                .extracting(Goroutine::atLeast)
                .containsOnly(Optional.of(Duration.ofSeconds(3)));
    }
}
