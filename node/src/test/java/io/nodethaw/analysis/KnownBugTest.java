package io.nodethaw.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownBugTest {
    private static KnownBug cookieOverflow() {
        return KnownBug.all().stream()
                .filter(bug -> bug.id().equals("systemd-11809"))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        // upstream
        "208, NO",
        "229, YES",
        "236, YES",
        "241, YES",
        "242, NO",
        "257.7-1, NO",
        "252.39-1~deb12u1, NO",
        // Red Hat 7: tags of its repository, and what rpm says
        "219, PERHAPS",
        "219-62.7, YES",
        "219-62.8, NO",
        "219-62.el7_6.7, YES",
        "219-62.el7_6.9, NO",
        "219-78.el7_9.9, NO",
        // Red Hat 8: what rpm says, and what systemd itself may say
        "239, PERHAPS",
        "239-13.el8, YES",
        "239-16.el8, NO",
        "239 (239-13.el8), YES",
        "239 (239-82.el8_10.5), NO",
        // Ubuntu 18.04
        "237, PERHAPS",
        "237-3ubuntu10.40, YES",
        "237-3ubuntu10.41, NO",
        "237-3ubuntu10.57, NO",
        // no version number at all
        "unknown, NO",
    })
    void cookieOverflowIsInTheseVersions(String version, KnownBug.Affected affected) {
        assertThat(cookieOverflow().affects(version)).isEqualTo(affected);
    }

    @Test
    void everyBugIsToldInFull() {
        assertThat(KnownBug.all()).isNotEmpty().allSatisfy(bug -> {
            assertThat(bug.id()).isNotBlank();
            assertThat(bug.component()).isNotBlank();
            assertThat(bug.title()).isNotBlank();
            assertThat(bug.remedy()).isNotBlank();
            assertThat(bug.signs()).isNotEmpty();
            assertThat(bug.references()).isNotEmpty();
            assertThat(bug.distributions()).allSatisfy(distribution -> {
                assertThat(distribution.name()).isNotBlank();
                assertThat(Pattern.compile(distribution.pattern())).isNotNull();
            });
        });
        assertThat(KnownBug.all()).extracting(KnownBug::id).doesNotHaveDuplicates();
    }
}
