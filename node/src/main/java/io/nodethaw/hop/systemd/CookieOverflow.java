package io.nodethaw.hop.systemd;

import io.nodethaw.analysis.Cause;
import io.nodethaw.analysis.CauseRule;
import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.KnownBug;
import io.nodethaw.analysis.Proof;
import io.nodethaw.wait.NodeView;
import java.util.List;
import java.util.Optional;

/**
 * Why systemd left the bus: its 32-bit message counter overflowed. This is proven only by the counter in PID 1's memory; it is
 * likely only on a version that has the bug; otherwise unknown. A small counter disproves it.
 */
final class CookieOverflow implements CauseRule {
    /** Largest D-Bus serial: 32 bits (D-Bus Specification, Header); bus_message_seal() refuses more. */
    static final long LAST = 0xffffffffL;

    private static final String BUG = "systemd-11809";

    @Override
    public List<Cause> judge(NodeView view, List<Finding> findings) {
        return findings.stream()
                .map(Finding::code)
                .filter(code -> code.equals(DeafOnBus.CODE) || code.equals(OffTheBus.CODE))
                .findFirst()
                .map(code -> cause(view, code))
                .stream()
                .toList();
    }

    private static Cause cause(NodeView view, String code) {
        var cookies = view.evidence().allSeen(BusCookie.TYPE).toList();
        var certain = cookies.stream().filter(BusCookie::certain).findFirst();
        var version = view.evidence().seen(PrivateReply.TYPE).map(PrivateReply::version);
        if (certain.isPresent()) {
            return counted(view, code, certain.get(), version);
        }
        boolean small = cookies.stream().anyMatch(cookie -> !isPastEnd(cookie));
        return version.flatMap(text -> byVersion(code, text, small))
                .orElse(new Cause(
                        code,
                        "not known: the message counter could not be read"
                                + version.map(text -> ", and systemd " + text + " is not known to overflow")
                                        .orElse(""),
                        Confidence.UNKNOWN,
                        List.of()));
    }

    private static boolean isPastEnd(BusCookie cookie) {
        return Long.compareUnsigned(cookie.value(), LAST) > 0;
    }

    /** The bug, with the versions that have it. */
    static KnownBug bug() {
        return KnownBug.all().stream()
                .filter(known -> known.id().equals(BUG))
                .findFirst()
                .orElseThrow();
    }

    /** @param doubtful true when a reading of the counter that is not certain speaks against it */
    private static Optional<Cause> byVersion(String code, String version, boolean doubtful) {
        var bug = bug();
        var confidence = switch (bug.affects(version)) {
            case YES -> doubtful ? Confidence.POSSIBLE : Confidence.LIKELY;
            case PERHAPS -> Confidence.POSSIBLE;
            case NO -> Confidence.UNKNOWN;
        };
        return confidence == Confidence.UNKNOWN
                ? Optional.empty()
                : Optional.of(new Cause(
                        code,
                        "sd-bus cookie overflow: systemd " + version + " has the bug (" + bug.id() + ")",
                        confidence,
                        List.of(Proof.of("version " + version, PrivateReply.TYPE.key()))));
    }

    private static Cause counted(NodeView view, String code, BusCookie cookie, Optional<String> version) {
        var keys = view.evidence().readings(BusCookie.TYPE).keySet().stream()
                .map(BusCookie.TYPE::key)
                .toList();
        var counter = "counter in PID 1 is " + Long.toUnsignedString(cookie.value());
        var proof = new Proof(counter + " (" + cookie.how() + ")", keys);
        if (isPastEnd(cookie)) {
            return new Cause(
                    code,
                    "sd-bus cookie overflow: " + counter
                            + version.map(text -> " (systemd " + text + ")").orElse(""),
                    Confidence.PROVEN,
                    List.of(proof));
        }
        return new Cause(
                code,
                "not known: the message counter is " + cookie.value() + ", so it has not passed its limit",
                Confidence.UNKNOWN,
                List.of(proof));
    }
}
