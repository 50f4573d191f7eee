package io.nodethaw.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionsTest {
    @ParameterizedTest
    @CsvSource({
        "219, 242",
        "219-62.7, 219-62.8",
        "219, 219-62",
        "237-3ubuntu10.9, 237-3ubuntu10.41",
        "252.39-1~deb12u1, 257",
        "219-62.el7_6.7, 219-62.8",
        "219-62.el7, 219-62.8",
        "239-13.el8, 239-16",
        "99999999999999999998, 1.99999999999999999999",
    })
    void olderComesFirst(String older, String newer) {
        var sign = Integer.signum(Versions.compare(older, newer));
        if (older.length() > 15) {
            assertThat(sign).as("numbers too large for us are no crash").isNotZero();
        } else {
            assertThat(sign).isNegative();
            assertThat(Integer.signum(Versions.compare(newer, older))).isPositive();
        }
    }

    @ParameterizedTest
    @CsvSource({"239, 239", "v252, 252", "219-62.el7_6.8, 219-62.8", "'', ''"})
    void wordsBetweenTheNumbersDoNotCount(String one, String other) {
        assertThat(Versions.compare(one, other)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"239-16.el8, 239", "252.39-1~deb12u1, 252", "unknown, ''"})
    void upstreamPartIsTheFirstNumber(String version, String upstream) {
        assertThat(Versions.upstream(version)).isEqualTo(upstream);
    }
}
