package io.nodethaw.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HostNamesTest {
    /** A line each half minute, of each of these. */
    private static HostNames of(String... hosts) {
        var names = new HostNames();
        double clock = 0;
        for (var host : hosts) {
            names.take(host, clock);
            clock += 30;
        }
        return names;
    }

    @Test
    void oneHostWithAndWithoutItsDomainIsOne() {
        assertThat(of("n1", "n1.example.org", "N1").only()).contains("n1");
        assertThat(of("10.0.0.1", "10.0.0.1").only()).contains("10.0.0.1");
        assertThat(of().only()).isEmpty();
    }

    @Test
    void aNameThatChangesIsThatOfOneHost() {
        var names = of("localhost", "old", "old", "old", "n1", "n1", "n1");
        assertThat(names.only()).contains("n1");
        assertThat(names.several()).isEmpty();
    }

    @Test
    void alsoWhereTheLinesAreNotInTheOrderOfTheirTimes() {
        var names = new HostNames();
        for (int unit = 0; unit < 4; unit++) {
            names.take("old", unit);
            names.take("n1", 100 + unit);
        }
        assertThat(names.only()).contains("n1");
    }

    @Test
    void namesOfTheSameTimeAreOfSeveralHosts() {
        var names = of("m1", "m2", "m1", "m2", "m1", "m2", "m3");
        assertThat(names.several()).isEqualTo(List.of("m1", "m2"));
        assertThat(names.only()).isEmpty();
    }

    @Test
    void levelsOfLoggersAreNoHosts() {
        assertThat(of("INFO", "ERROR", "INFO", "ERROR", "INFO", "ERROR").several())
                .isEmpty();
        assertThat(of("n1", "n1", "n1", "quoted", "n1").only()).contains("n1");
    }
}
