package io.nodethaw.report;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.analysis.Cause;
import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Hit;
import io.nodethaw.analysis.Root;
import io.nodethaw.analysis.Said;
import io.nodethaw.analysis.Triage;
import io.nodethaw.analysis.Verdict;
import io.nodethaw.evidence.Machine;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a person asks first of a verdict: which node and since when, what does not work, who is hit, what to do, and why. */
final class Summary {
    /** How many causes are told at once. */
    static final int CAUSES = 2;

    /** For so many dumped processes it is told which locks their goroutines wait for. */
    private static final int ANSWERS = 2;

    /** Lines for why it could not tell, which end with the command that tells more. */
    private static final int UNCLEAR_LINES = 7;

    private final Report report;
    private final Verdict verdict;
    private final Triage triage;

    Summary(Report report) {
        this.report = report;
        this.verdict = report.verdict();
        this.triage = report.triage();
    }

    /** Host name of the node; empty where the evidence does not tell. */
    static Optional<String> node(Report report) {
        return report.view().evidence().seen(Machine.TYPE).flatMap(Machine::hostName);
    }

    /** The time before which the oldest wait began; empty where that is not known. */
    static Optional<Instant> since(Report report) {
        return report.triage().oldest().map(age -> report.verdict().at().minus(age));
    }

    /** Adds its rows. What the evidence does not tell is left out or said to be missing. */
    void addTo(Rows rows) {
        rows.add("node", where(), 2);
        if (verdict.state() == Verdict.State.HEALTHY) {
            rows.add("answered", String.join(", ", triage.answered()), 2);
            rows.add("checked", String.join(", ", triage.checked()), 1);
            return;
        }
        rows.add("effect", effect(), 3);
        rows.addList("hit", hit(), 2);
        triage.step()
                .ifPresent(step -> rows.addWhole("do", Printable.of(step.command()), Printable.of(step.what()), 2));
        causes().forEach(cause -> rows.add("cause", cause, 2));
        seen().forEach(answer -> rows.add("seen", answer, 3));
        rows.add("why", why(), verdict.state() == Verdict.State.UNCLEAR ? UNCLEAR_LINES : 3);
    }

    private String where() {
        if (report.view().evidence().isFromFiles()) {
            return ""; // files tell neither
        }
        return node(report).map(Printable::of).orElse("(no host name)") + ", "
                + UtcTime.day(verdict.at()) + " " + UtcTime.second(verdict.at()) + " UTC"
                + since(report)
                        .map(since -> ", since " + clock(since) + " or before")
                        .orElse("");
    }

    /** "11:39"; with its day where that is another one. */
    private String clock(Instant time) {
        var day = UtcTime.day(time);
        return (day.equals(UtcTime.day(verdict.at())) ? "" : day + " ") + UtcTime.minute(time);
    }

    private String effect() {
        return Stream.concat(triage.fails().stream(), triage.goesOn().stream())
                .map(Printable::of)
                .reduce((before, more) -> before + "; " + more)
                .orElse("");
    }

    private List<String> hit() {
        return triage.hit().stream()
                .map(Hit::label)
                .map(Printable::of)
                .distinct()
                .toList();
    }

    private List<String> causes() {
        return verdict.causes().stream().limit(CAUSES).map(Summary::cause).toList();
    }

    /** A cause with its confidence; an unknown cause already says so in its text. */
    static String cause(Cause cause) {
        return Printable.of(cause.text())
                + (cause.confidence() == Confidence.UNKNOWN
                        ? ""
                        : ", " + cause.confidence().word());
    }

    /** What the dumps among files show of locks. */
    private List<String> seen() {
        return verdict.state() == Verdict.State.UNCLEAR
                ? new DumpAnswers(report.view()).all().stream().limit(ANSWERS).toList()
                : List.of();
    }

    /** "12 s ago: no such file", what somebody said. */
    static String said(Said said) {
        return AgeWords.words(said.ago()) + " ago: " + Printable.of(said.text());
    }

    /** Why it is no clearer than it is. */
    private String why() {
        if (verdict.state() == Verdict.State.UNCLEAR) {
            var blind = verdict.notSeen().stream()
                    .filter(BlindSpot::matters)
                    .map(spot -> Printable.of(spot.what() + ": " + spot.why()))
                    .distinct()
                    .toList();
            if (!blind.isEmpty()) {
                return String.join("; ", blind);
            }
        }
        return verdict.roots().stream()
                .filter(root -> root.finding().isEmpty() && root.cycle().isEmpty())
                .findFirst()
                .map(root -> unexplained(report, root))
                .orElse("");
    }

    /** What can be said of a root that no rule has explained. */
    static String unexplained(Report report, Root root) {
        var past = root.victims().stream()
                .filter(victim -> victim.pastLimit())
                .findFirst()
                .map(victim -> "; " + VictimWords.of(report.names(), victim) + ", longer than its limit")
                .orElse("");
        if (report.view().evidence().isFromFiles()) {
            return "no finding; the files do not tell more" + past;
        }
        return switch (report.verdict().state()) {
                    case SLOW -> "no finding; something below it moved between two readings";
                    case UNCLEAR ->
                        "no finding; nothing read shows why, and nothing below it moved between two readings";
                    case HEALTHY, STALLED, FAILING -> "no rule knows what is wrong";
                }
                + past;
    }
}
