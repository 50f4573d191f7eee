package io.nodethaw.bugs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownBugTest {
    private static KnownBug cookieOverflow() {
        return Catalogue.read().component("systemd").bug("systemd-11809");
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
        // CentOS as shipped: 7.0, 7.4, 7.6, 7.6 with updates, 7.7, 7.9, 8.0
        "208-11.el7, NO",
        "219-42.el7, YES",
        "219-62.el7, YES",
        "219-62.el7_6.8, NO", // the tag of its source; 219-62.el7_6.9 is the first package that was seen to be shipped
        "219-67.el7, NO",
        "239-15, YES",
        "239-16, NO",
        "239-13.el8_0.5, YES",
        "0:219-62.el7_6.7, YES", // as dnf writes it
        "0:219-62.el7_6.8, NO",
        "0:239-13.el8_0.5, YES",
        "0:239-16.el8, NO",
        // Oracle Linux 7: its releases have numbers of their own in front of Red Hat's, which rpm takes for newer
        "219-62.0.4.el7_6.5, PERHAPS",
        "219-78.0.3.el7_9.9, PERHAPS",
        // Ubuntu 18.04 as shipped; Debian 9 as shipped, and 9 and 10 with updates, whose changelogs nobody has read for
        // it
        "237-3ubuntu10, YES",
        "232-25, YES", // of June 2017
        "232-25+deb9u1, YES",
        "232-25+deb9u9, YES", // of 18 February 2019; the bug was reported on the 22nd
        "232-25+deb9u12, PERHAPS",
        "241-7~deb10u8, PERHAPS",
        // Amazon Linux 2: as shipped, and since it follows RHEL 7.9
        "219-57.amzn2.0.9, YES", // the patches of 219-57.amzn2.0.12 are public, and this one is not among them
        "219-57.amzn2.0.12, YES",
        "219-57.amzn2.0.13, PERHAPS",
        "219-42.amzn2.0.4, PERHAPS",
        "219-78.amzn2.0.21, NO",
        // SUSE 12 SP5
        "228-157.3.1, YES",
        "228-157.9.1, NO",
        // no version number at all
        "unknown, NO",
    })
    void cookieOverflowIsInTheseVersions(String version, KnownBug.Affected affected) {
        assertThat(cookieOverflow().affects(version)).isEqualTo(affected);
    }
}
