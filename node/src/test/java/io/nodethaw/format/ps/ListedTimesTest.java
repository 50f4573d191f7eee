package io.nodethaw.format.ps;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.ListedAges;
import io.nodethaw.format.Texts;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListedTimesTest {
    private static Optional<Duration> age(int pid, String list) throws IOException {
        return Texts.read(list, new ProcessLists())
                .evidence()
                .seen(ListedAges.TYPE)
                .flatMap(ages -> ages.of(pid));
    }

    @ParameterizedTest
    @CsvSource({"05:06, PT5M6S", "04:05:06, PT4H5M6S", "3-04:05:06, PT76H5M6S"})
    void timeSinceTheStart(String elapsed, Duration age) throws IOException {
        assertThat(age(7, "  PID  PPID     ELAPSED COMMAND\n    7     1 " + elapsed + " runc\n"))
                .contains(age);
    }

    @ParameterizedTest
    @CsvSource({"0.0, 0:01, PT16M40S", "50.0, 10:00, PT19M57S", "0.0, 0:00,"})
    void processorTimeAndItsShareOfTheWholeLife(String share, String time, Duration age) throws IOException {
        assertThat(age(7, """
                        USER       PID %%CPU %%MEM    VSZ   RSS TTY      STAT START   TIME COMMAND
                        root         7  %s  0.0   1000   100 ?        Sl   Jan09  %s runc delete x
                        """.formatted(share, time))).isEqualTo(Optional.ofNullable(age));
    }

    @Test
    void shareOfAMomentIsNone() throws IOException {
        assertThat(age(7, """
                            PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND
                              7 root      20   0  191000   4000   3000 S   0.0   0.0   0:10.00 runc
                        """)).isEmpty();
    }

    @Test
    void startOnAnEarlierDayBesideOneOfToday() throws IOException {
        var list = """
                UID          PID    PPID  C STIME TTY          TIME CMD
                root           7       1  0  2018 ?        00:00:00 runc delete x
                root           8       1  0 Jan09 ?        00:00:00 sh
                root           9       1  0 07:30 ?        00:00:00 ps -ef
                """;
        assertThat(age(7, list)).contains(Duration.ofMinutes(450));
        assertThat(age(8, list)).contains(Duration.ofMinutes(450));
        assertThat(age(9, list)).isEmpty();
        assertThat(age(7, list.replace("07:30", "Jan10"))).isEmpty();
    }
}
