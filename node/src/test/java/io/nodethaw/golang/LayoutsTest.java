package io.nodethaw.golang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayoutsTest {
    private static Layout of(String version) throws IOException {
        return Layouts.of(GoVersion.parse(version).orElseThrow());
    }

    @Test
    void everyVersionHasACompleteDataFile() throws IOException {
        for (int minor = Layouts.OLDEST; minor <= Layouts.NEWEST; minor++) {
            var layout = of("go1." + minor);
            assertThat(layout.minor()).isEqualTo(minor);
            assertThat(layout.exact()).isTrue();
            assertThat(layout.waitReasons()).contains("select", "chan receive", "semacquire", "IO wait", "sleep");
            assertThat(layout.g().status()).isLessThan(layout.g().size());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "go1.15.15, sleep, 19",
        "go1.21.0, preempted, 28",
        "go1.24.4, GC worker (idle), 27",
        "go1.25.1, GC worker (idle), 28",
        "go1.26.5, sync.Cond.Wait, 21"
    })
    void waitReasonsAreThoseOfTheVersion(String version, String reason, int index) throws IOException {
        assertThat(of(version).waitReasons().indexOf(reason)).isEqualTo(index);
    }

    /** Until 1.17 the lock came first and the file's number after it; timers lay between the two goroutines. */
    @ParameterizedTest
    @CsvSource({
        "15, 16, 40, 136",
        "16, 16, 40, 136",
        "17, 16, 40, 136",
        "18, 8, 24, 32",
        "20, 8, 24, 32",
        "21, 8, 32, 40"
    })
    void descriptorOfThePollerIsThatOfTheVersion(int minor, int fd, int reader, int writer) throws IOException {
        var waits = of("go1." + minor).waits();
        assertThat(List.of(waits.pollFd(), waits.pollReader(), waits.pollWriter()))
                .containsExactly(fd, reader, writer);
    }

    @Test
    void newerVersionGetsTheNewestLayoutButIsNotExact() throws IOException {
        assertThat(of("go1.99").exact()).isFalse();
        assertThat(of("go1.99").g()).isEqualTo(of("go1." + Layouts.NEWEST).g());
    }

    @Test
    void olderVersionIsNotAsked() {
        assertThatThrownBy(() -> of("go1.9.2")).isInstanceOf(UnknownProgramException.class);
    }

    @Test
    void versionIsTheMinorNumber() {
        assertThat(GoVersion.parse("go1.19.8")).contains(new GoVersion(19, "go1.19.8"));
        assertThat(GoVersion.parse("go1.27rc1 X:nocoverageredesign"))
                .map(GoVersion::minor)
                .contains(27);
        assertThat(GoVersion.parse("devel go1.24-abcdef Mon"))
                .map(GoVersion::minor)
                .contains(24);
        assertThat(GoVersion.parse("devel +4e7a4d1")).isEmpty();
        assertThat(GoVersion.parse("")).isEmpty();
    }
}
