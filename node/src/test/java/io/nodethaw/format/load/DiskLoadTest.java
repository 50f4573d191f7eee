package io.nodethaw.format.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Logged;
import io.nodethaw.format.Texts;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiskLoadTest {
    private static List<String> busy(String text) throws IOException {
        return Texts.read(text, new DiskLoad())
                .evidence()
                .allSeen(Logged.TYPE)
                .map(said -> said.sign() + " " + said.about())
                .toList();
    }

    private static String iostat(String await, String util) {
        return "Device r/s w/s r_await w_await %util\nsda 1.00 300.00 " + await + " 12.00 " + util + "\n\nfine\n";
    }

    private static String pressure(String file, String full) {
        return "# cat " + file + "\nsome avg10=99.00 avg60=98.00 avg300=97.00 total=88123456789\n" + "full avg10="
                + full + " avg60=" + full + " avg300=1.00 total=71234567890\n";
    }

    @Test
    void diskThatIsAlwaysBusyAndLate() throws IOException {
        assertThat(busy(iostat("412,20", "100,00"))).containsExactly("DISK_SATURATED sda");
    }

    @Test
    void lastOfSeveralMeasurementsCounts() throws IOException {
        assertThat(busy(iostat("412.20", "100.00") + iostat("1.20", "100.00"))).isEmpty();
    }

    @Test
    void pressureOfDisks() throws IOException {
        assertThat(busy(pressure("/proc/pressure/io", "88.02"))).containsExactly("DISK_SATURATED ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/proc/pressure/memory", "/proc/pressure/cpu"})
    void pressureOfOtherThings(String file) throws IOException {
        assertThat(Texts.recognises(pressure(file, "88.02"), new DiskLoad())).isFalse();
    }

    @Test
    void busyNodeThatIsWell() throws IOException {
        assertThat(busy(pressure("/proc/pressure/io", "8.02") + iostat("3.10", "99.00")))
                .isEmpty();
    }
}
