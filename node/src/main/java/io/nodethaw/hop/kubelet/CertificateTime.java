package io.nodethaw.hop.kubelet;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Whether kubelet's certificate counts.
 *
 * @param now the moment of the look
 */
record CertificateTime(KubeletAccess.Certificate certificate, Instant now) {
    /** kubelet renews its own after 70 to 90 % of their time (client-go, util/certificate/certificate_manager.go, jitteryDuration). */
    private static final int LAST_PART = 10;

    boolean isExpired() {
        return now.isAfter(certificate.until());
    }

    /** True also when it is not valid yet, as with a clock that is wrong. */
    boolean isInvalid() {
        return isExpired() || isEarly();
    }

    private boolean isEarly() {
        return now.isBefore(certificate.from());
    }

    /** What is wrong with it, after what it is called; empty while nothing is. */
    Optional<String> trouble() {
        if (isExpired()) {
            return Optional.of("expired " + span(Duration.between(certificate.until(), now)) + " ago, at "
                    + moment(certificate.until()));
        }
        if (isEarly()) {
            return Optional.of("is not valid before " + moment(certificate.from())
                    + ": the clock of this node is " + span(Duration.between(now, certificate.from()))
                    + " behind, or that of who issued it was ahead");
        }
        return isLate()
                ? Optional.of("expires in " + span(Duration.between(now, certificate.until())) + ", at "
                        + moment(certificate.until()) + ", and has not been renewed")
                : Optional.empty();
    }

    /** True in the last part of its time. */
    private boolean isLate() {
        var whole = Duration.between(certificate.from(), certificate.until());
        return Duration.between(now, certificate.until())
                        .multipliedBy(LAST_PART)
                        .compareTo(whole)
                < 0;
    }

    private static String moment(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** As exact as a person needs it: "3 d", "5 h", "12 min", "40 s". */
    private static String span(Duration time) {
        if (time.toDays() >= 2) {
            return time.toDays() + " d";
        }
        if (time.toHours() >= 2) {
            return time.toHours() + " h";
        }
        return time.toMinutes() >= 2 ? time.toMinutes() + " min" : time.toSeconds() + " s";
    }
}
