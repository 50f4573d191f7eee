package io.nodethaw.hop.systemd;

import io.nodethaw.analysis.Cause;
import io.nodethaw.analysis.CauseRule;
import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.bugs.Catalogue;
import io.nodethaw.bugs.Installed;
import io.nodethaw.bugs.KnownBug;
import io.nodethaw.bugs.SystemdCounter;
import io.nodethaw.evidence.BusCookie;
import io.nodethaw.evidence.BusSerial;
import io.nodethaw.evidence.InitLog;
import io.nodethaw.evidence.InstalledPackages;
import io.nodethaw.hop.Versions;
import io.nodethaw.wait.NodeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Why systemd left the bus: its 32-bit message counter overflowed. This is proven by the counter in PID 1's memory, or by its own words where
 * its version may have the bug; it is likely only on a version that has the bug; otherwise unknown. A small counter disproves it.
 */
final class CookieOverflow implements CauseRule {
    @Override
    public Set<String> bugs() {
        return Set.of(SystemdCounter.BUG);
    }

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
        var version = view.evidence().seen(PrivateReply.TYPE).map(reply -> version(view, reply.version()));
        if (certain.isPresent()) {
            return counted(view, code, certain.get(), version);
        }
        var cleared = cleared(view, version);
        if (cleared.isPresent()) {
            return unknown(code, cleared);
        }
        var told = view.evidence().seen(InitLog.TYPE).flatMap(InitLog::refusedSend);
        if (told.isPresent()) {
            return said(code, told.get(), version);
        }
        var refused = SystemdSaid.cannotSend(view);
        if (refused.isPresent()) {
            return new Cause(
                    code,
                    "sd-bus cookie overflow: what systemd sends is refused as not supported, as past 32 bits of its counter",
                    Confidence.LIKELY,
                    List.of(Proof.of(refused.get().proof(), refused.get().key())));
        }
        boolean small = cookies.stream().anyMatch(cookie -> !isPastEnd(cookie));
        return version.flatMap(installed -> byVersion(view, code, installed, small))
                .orElse(unknown(code, version));
    }

    /**
     * A version without the bug: words that fit an overflow have another reason there. Where systemd does not tell its own, that of its
     * packages counts, which is the one that a list of packages beside a log tells.
     */
    private static Optional<Installed> cleared(NodeView view, Optional<Installed> running) {
        var known = running.map(List::of).orElseGet(() -> Versions.packages(view, Catalogue.read(SystemdHop.NAME)));
        return known.stream().allMatch(installed -> affects(installed) == KnownBug.Affected.NO)
                ? known.stream().findFirst()
                : Optional.empty();
    }

    private static Cause unknown(String code, Optional<Installed> version) {
        return new Cause(
                code,
                "not known: the message counter could not be read"
                        + version.map(installed -> ", and systemd " + installed.version() + " is not known to overflow")
                                .orElse(""),
                Confidence.UNKNOWN,
                List.of());
    }

    /**
     * PID 1 has said while its log level was raised that what it sends is refused. Where the journal has the line, the kernel vouches for
     * who wrote it; for such a message sd-bus has no other reason (sd_bus_send: file descriptors, which no signal of systemd has).
     */
    private static Cause said(String code, InitLog.Line line, Optional<Installed> version) {
        return new Cause(
                code,
                "sd-bus cookie overflow: what systemd sends on the bus is refused, as past 32 bits of its counter"
                        + version.map(installed -> " (systemd " + installed.version() + ")")
                                .orElse(""),
                line.certain() ? Confidence.PROVEN : Confidence.LIKELY,
                List.of(Proof.of("systemd logs: " + line.text(), InitLog.TYPE.key())));
    }

    /** The version of the package that runs: 219 of CentOS 7 may have the fix or not. */
    static Installed version(NodeView view, String said) {
        return Versions.of(view, Catalogue.read(SystemdHop.NAME), said);
    }

    static boolean isPastEnd(BusCookie cookie) {
        return Long.compareUnsigned(cookie.value(), BusSerial.LAST) > 0;
    }

    /** Whether such a version has the bug. */
    static KnownBug.Affected affects(Installed installed) {
        return installed.has(installed.component().bug(SystemdCounter.BUG));
    }

    /** @param doubtful true when a reading of the counter that is not certain speaks against it */
    private static Optional<Cause> byVersion(NodeView view, String code, Installed installed, boolean doubtful) {
        var confidence = switch (affects(installed)) {
            case YES -> doubtful ? Confidence.POSSIBLE : Confidence.LIKELY;
            case PERHAPS -> Confidence.POSSIBLE;
            case NO -> Confidence.UNKNOWN;
        };
        return confidence == Confidence.UNKNOWN
                ? Optional.empty()
                : Optional.of(new Cause(
                        code,
                        "sd-bus cookie overflow: systemd " + installed.version() + " has the bug (" + SystemdCounter.BUG
                                + ")",
                        confidence,
                        List.of(proof(view, installed))));
    }

    private static Proof proof(NodeView view, Installed installed) {
        var keys = new ArrayList<>(List.of(PrivateReply.TYPE.key()));
        view.evidence().seen(InstalledPackages.TYPE).ifPresent(_ -> keys.add(InstalledPackages.TYPE.key()));
        return new Proof("version " + installed.version(), keys);
    }

    private static Cause counted(NodeView view, String code, BusCookie cookie, Optional<Installed> version) {
        var keys = view.evidence().readings(BusCookie.TYPE).keySet().stream()
                .map(BusCookie.TYPE::key)
                .toList();
        var counter = "counter in PID 1 is " + Long.toUnsignedString(cookie.value());
        var proof = new Proof(counter + " (" + cookie.how() + ")", keys);
        if (isPastEnd(cookie)) {
            return new Cause(
                    code,
                    "sd-bus cookie overflow: " + counter
                            + version.map(installed -> " (systemd " + installed.version() + ")")
                                    .orElse(""),
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
