package io.nodethaw.collect.journal;

import io.nodethaw.evidence.KubeletLog;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds in kubelet's lines, the newest first, since when its lease is not renewed and since when PLEG has not seen all containers.
 *
 * <p>kubelet tries to renew its lease up to five times, and then asks for it again and again, with pauses that grow to seven
 * seconds, until it has it (backoffEnsureLease in pkg/kubelet/nodelease, from 1.20 on in k8s.io/component-helpers). It logs each
 * failure with the pause that follows, so pauses that never shrink are those of one such loop, in which nothing was renewed.
 */
final class KubeletLines {
    /** 1.14 to 1.19, 1.20 to 1.23, and as structured since then, in text or in JSON (--logging-format). */
    private static final Pattern ENSURE = Pattern.compile(
            "ailed to ensure (?:node )?lease exists, will retry(?: in ([0-9.]+m?s)|\".*\\binterval\"?[=:]\"([0-9.]+m?s)\")",
            Pattern.DOTALL);

    /** Before that loop (retryUpdateLease). */
    private static final Pattern UPDATE = Pattern.compile("ailed to update (?:node )?lease");

    /** Between both (sync): all the renewals of one attempt have failed. Without it one of them may have succeeded. */
    private static final String FELL_BACK = "fallback to ensure lease";

    /**
     * In the address of a request: another namespace than kubelet's (core/v1, NamespaceNodeLease) is that of another lease, such as the
     * one that an API server in the same process has (k3s).
     */
    private static final Pattern OF_OTHERS = Pattern.compile("/namespaces/(?!kube-node-lease/)[^/\\s]+/leases/");

    /** The first pause of the loop. */
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

    /** Renewals before the loop (maxUpdateRetries). */
    private static final int UPDATES = 5;

    /** A request ends after ten seconds (cmd/kubelet/app/server.go, heartbeatClientConfig); a longer gap lacks lines. */
    private static final Duration GAP = Duration.ofSeconds(30);

    /** kubelet complains of PLEG at least every five seconds while it is late (pkg/kubelet/kubelet.go, syncLoop). */
    private static final Duration SOON = Duration.ofSeconds(15);

    private static final Pattern PLEG =
            Pattern.compile("pleg was last seen active (?:(\\d{1,4})h)?(?:(\\d{1,2})m)?(\\d{1,2})(?:\\.\\d+)?s ago");

    private Optional<Duration> relisted = Optional.empty();
    private Optional<KubeletLog.FailedRenewals> lease = Optional.empty();
    private Duration shortest = Duration.ZERO;
    private boolean begun;
    private boolean fellBack;
    private boolean isReasonOpen;
    private boolean ended;
    private int updatesLeft;

    private KubeletLines() {}

    static KubeletLog of(JournalLines lines, String unit, Instant now) throws IOException {
        var found = new KubeletLines();
        for (var line = lines.next(); line.isPresent(); line = lines.next()) {
            if (tells(line.get())) { // before it is parsed: most lines tell of other things
                JournalEntry.of(line.get(), now)
                        .filter(entry -> entry.unit().equals(unit))
                        .ifPresent(found::add);
            }
        }
        return new KubeletLog(found.lease, found.relisted);
    }

    private static boolean tells(String line) {
        return line.contains("lease") || line.contains("pleg was last seen active");
    }

    private void add(JournalEntry entry) {
        if (relisted.isEmpty()) {
            relisted = relisted(entry);
        }
        if (!ended && !OF_OTHERS.matcher(entry.message()).find()) {
            renewal(entry);
        }
    }

    private void renewal(JournalEntry entry) {
        var ensure = ENSURE.matcher(entry.message());
        if (ensure.find()) {
            ensured(entry, duration(Optional.ofNullable(ensure.group(1)).orElseGet(() -> ensure.group(2))));
        } else if (UPDATE.matcher(entry.message()).find()) {
            boolean ofAll = entry.message().contains(FELL_BACK);
            if (ofAll && lease.isEmpty()) {
                begin(entry);
            }
            if (lease.isPresent()) {
                updated(entry, ofAll);
            }
        }
    }

    /** The loop has just begun, and the first request in it goes on; why it is in vain, the renewals before it tell. */
    private void begin(JournalEntry entry) {
        lease = Optional.of(
                new KubeletLog.FailedRenewals(entry.ago(), entry.ago(), Duration.ZERO, KubeletLog.Why.OTHER));
        begun = true;
        isReasonOpen = true;
    }

    private void ensured(JournalEntry entry, Duration pause) {
        if (lease.isEmpty()) {
            lease = Optional.of(
                    new KubeletLog.FailedRenewals(entry.ago(), entry.ago(), pause, KubeletLog.Why.of(entry.message())));
        } else if (begun || pause.compareTo(shortest) > 0 || isGap(entry)) {
            ended = true;
            return;
        } else {
            goBack(entry);
        }
        shortest = pause;
        begun = pause.compareTo(FIRST_PAUSE) <= 0;
    }

    /** One of the renewals just before the loop, or what is said of them all. */
    private void updated(JournalEntry entry, boolean ofAll) {
        boolean isNext = ofAll ? !fellBack : updatesLeft > 0;
        if (!begun || !isNext || isGap(entry)) {
            ended = true;
            return;
        }
        updatesLeft = ofAll ? UPDATES : updatesLeft - 1;
        fellBack = true;
        goBack(entry);
        if (isReasonOpen && !ofAll) {
            isReasonOpen = false;
            lease = lease.map(known -> new KubeletLog.FailedRenewals(
                    known.first(), known.last(), known.pause(), KubeletLog.Why.of(entry.message())));
        }
    }

    private boolean isGap(JournalEntry entry) {
        return lease.filter(known -> entry.ago().minus(known.first()).compareTo(GAP) > 0)
                .isPresent();
    }

    private void goBack(JournalEntry entry) {
        lease = lease.map(
                known -> new KubeletLog.FailedRenewals(entry.ago(), known.last(), known.pause(), known.why()));
    }

    /** A duration as Go prints it, below a minute: "7s", "1.6s", "200ms". */
    private static Duration duration(String printed) {
        boolean milli = printed.endsWith("ms");
        var number = printed.substring(0, printed.length() - (milli ? 2 : 1));
        try {
            return Duration.ofMillis(
                    new BigDecimal(number).movePointRight(milli ? 0 : 3).longValue());
        } catch (NumberFormatException none) {
            return Duration.ZERO;
        }
    }

    private static Optional<Duration> relisted(JournalEntry entry) {
        if (entry.ago().compareTo(SOON) > 0) {
            return Optional.empty();
        }
        var found = PLEG.matcher(entry.message());
        return found.find()
                ? Optional.of(entry.ago()
                        .plusHours(number(found, 1))
                        .plusMinutes(number(found, 2))
                        .plusSeconds(number(found, 3)))
                : Optional.empty();
    }

    private static long number(Matcher found, int group) {
        return Optional.ofNullable(found.group(group)).map(Long::valueOf).orElse(0L);
    }
}
