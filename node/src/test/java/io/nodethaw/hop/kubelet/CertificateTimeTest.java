package io.nodethaw.hop.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CertificateTimeTest {
    private static final String FROM = "2026-01-01T00:00:00Z";
    private static final String UNTIL = "2026-01-11T00:00:00Z";

    private static CertificateTime at(String now) {
        return new CertificateTime(
                new KubeletAccess.Certificate("/k.pem", "system:node:k1", Instant.parse(FROM), Instant.parse(UNTIL)),
                Instant.parse(now));
    }

    @Test
    void mostOfItsTimeNothingIsTheMatter() {
        assertThat(at("2026-01-05T00:00:00Z").trouble()).isEmpty();
        assertThat(at("2026-01-05T00:00:00Z").isInvalid()).isFalse();
    }

    /** kubelet renews its own before nine tenths of their time are over. */
    @Test
    void inTheLastTenthItShouldHaveBeenRenewed() {
        assertThat(at("2026-01-09T23:59:59Z").trouble()).isEmpty();
        assertThat(at("2026-01-10T00:00:00Z").trouble()).isEmpty();
        assertThat(at("2026-01-10T00:00:01Z").trouble())
                .contains("expires in 23 h, at 2026-01-11T00:00:00Z, and has not been renewed");
        assertThat(at("2026-01-10T00:00:01Z").isInvalid()).isFalse();
    }

    /** RFC 5280, 4.1.2.5: both ends belong to its time. */
    @Test
    void bothEndsBelongToItsTime() {
        assertThat(at(FROM).isInvalid()).isFalse();
        assertThat(at(UNTIL).isInvalid()).isFalse();
        assertThat(at(UNTIL).trouble()).contains("expires in 0 s, at 2026-01-11T00:00:00Z, and has not been renewed");
    }

    @Test
    void afterItsTimeItHasExpired() {
        assertThat(at("2026-01-11T00:00:30Z").trouble()).contains("expired 30 s ago, at 2026-01-11T00:00:00Z");
        assertThat(at("2026-01-11T00:02:59Z").trouble()).contains("expired 2 min ago, at 2026-01-11T00:00:00Z");
        assertThat(at("2026-01-12T23:59:59Z").trouble()).contains("expired 47 h ago, at 2026-01-11T00:00:00Z");
        assertThat(at("2026-01-13T00:00:00Z").trouble()).contains("expired 2 d ago, at 2026-01-11T00:00:00Z");
        assertThat(at("2026-01-13T00:00:00Z").isExpired()).isTrue();
    }

    /** A node that boots without a clock is in 1970. */
    @Test
    void beforeItsTimeTheClockIsInDoubt() {
        assertThat(at("2025-12-31T23:00:00Z").trouble())
                .contains(
                        "is not valid before 2026-01-01T00:00:00Z: the clock of this node is 60 min behind, or that of who "
                                + "issued it was ahead");
        assertThat(at("1970-01-01T00:00:00Z").isInvalid()).isTrue();
        assertThat(at("1970-01-01T00:00:00Z").isExpired()).isFalse();
    }

    /** Anybody can write a certificate. */
    @Test
    void oneThatEndsBeforeItBeginsIsNeverValid() {
        var time = new CertificateTime(
                new KubeletAccess.Certificate("/k.pem", "", Instant.parse(UNTIL), Instant.parse(FROM)),
                Instant.parse("2026-01-05T00:00:00Z"));
        assertThat(time.isInvalid()).isTrue();
        assertThat(time.trouble()).isEqualTo(Optional.of("expired 4 d ago, at 2026-01-01T00:00:00Z"));
    }
}
