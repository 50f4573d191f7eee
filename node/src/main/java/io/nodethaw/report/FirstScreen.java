package io.nodethaw.report;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Said;
import io.nodethaw.analysis.Verdict;
import io.nodethaw.evidence.Units;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A verdict for a person who has just logged in: what is wrong, whom it hits, what to do, then the chain with waits that are alike
 * in one line. A single root fits on the smallest terminal; everything is in the wide report.
 */
final class FirstScreen {
    /** Of the smallest terminal that is in use, and of one whose size is not known. */
    static final int COLUMNS = 80;

    /** The lines of the same, less the one that the shell's prompt takes. */
    static final int LINES = 23;

    /** The most warnings of a healthy node that are told. */
    private static final int WARNINGS = 3;

    /** How long before its end a daemon may have said why it ends. */
    private static final Duration LAST_WORDS = Duration.ofMinutes(1);

    private static final Set<String> ENDED = Set.of("inactive", "failed");

    private final Report report;
    private final Verdict verdict;
    private final Ink ink;
    private final int columns;

    FirstScreen(Report report, Ink ink) {
        this.report = report;
        this.verdict = report.verdict();
        this.ink = ink;
        this.columns = ink.columns() == Ink.ANY ? COLUMNS : ink.columns();
    }

    String print() {
        var head = new Rows(ink, columns);
        new Summary(report).addTo(head);
        lastWord().ifPresent(said -> head.addWhole("said", fit(Summary.said(said)), "", 1));
        var folded = new FoldedChain(report, ink, columns);
        var foot = foot(2);
        for (int asides = 1; asides >= 0 && room(head, foot) < folded.size(); asides--) {
            foot = foot(asides);
        }
        var chain = folded.lines(room(head, foot));
        var lines = new ArrayList<String>();
        lines.add(painted(verdict.state(), ink) + "  " + Headline.of(report));
        Stream.of(head.lines(), chain, foot).filter(block -> !block.isEmpty()).forEach(block -> {
            lines.add("");
            lines.addAll(block);
        });
        return String.join("\n", lines) + "\n";
    }

    /** The last that the daemon of the first root has said, as a line holds it. */
    private Optional<Said> lastWord() {
        var said = report.triage().said();
        return said.stream()
                .filter(one -> one.unit().equals(said.getFirst().unit()))
                .reduce((_, later) -> later)
                .filter(this::isOfItsEnd);
    }

    /** What a unit said long before it ended does not tell why it did. */
    private boolean isOfItsEnd(Said said) {
        return report.view().evidence().seen(Units.TYPE).stream()
                .flatMap(all -> all.units().stream())
                .filter(unit -> unit.name().equals(said.unit()) && ENDED.contains(unit.active()))
                .flatMap(unit -> unit.since().stream())
                .noneMatch(ended -> said.ago().minus(ended).compareTo(LAST_WORDS) > 0);
    }

    /** As much of it as one line holds: it may have no blanks to break it at. */
    private String fit(String text) {
        int room = columns - Rows.INDENT;
        return text.length() <= room
                ? text
                : text.substring(0, Math.max(0, room - ink.more().length())) + ink.more();
    }

    /** How many lines are left for the chain; three are empty, and one is the first. */
    private static int room(Rows head, List<String> foot) {
        return LINES - 4 - head.lines().size() - foot.size();
    }

    /** The word for a state, in its colour. */
    static String painted(Verdict.State state, Ink ink) {
        return switch (state) {
            case HEALTHY -> ink.good(state.name());
            case SLOW, UNCLEAR -> ink.doubtful(state.name());
            case STALLED, FAILING -> ink.bad(state.name());
        };
    }

    /** @param asides how many findings and notes may be told, and in how many lines each */
    private List<String> foot(int asides) {
        var rows = new Rows(ink, columns);
        warnings(rows, asides);
        left(rows, asides);
        otherFindings().limit(asides).forEach(finding -> rows.add("also", finding, asides));
        if (verdict.state() != Verdict.State.HEALTHY) {
            rows.addList("ruled out", ruledOut(), 1);
        }
        rows.addList("not seen", notSeen(), 1);
        Stream.concat(verdict.notes().stream(), report.notes().stream())
                .limit(asides)
                .forEach(note -> rows.add("note", Printable.of(note), asides));
        rows.add("more", more(), 1);
        return rows.lines();
    }

    /** What is near its end; on a sick node it is an aside. */
    private void warnings(Rows rows, int asides) {
        var warnings = report.triage().warnings();
        int most = verdict.state() == Verdict.State.HEALTHY ? WARNINGS : Math.min(1, asides);
        warnings.stream().limit(most).forEach(warning -> rows.add("warning", new OutlookWords(warning).warning(), 2));
        if (warnings.size() > most && most > 0) {
            rows.add("", "and " + (warnings.size() - most) + " more: nodethaw forecast", 1);
        }
    }

    /** What is left behind; on a sick node it is an aside. */
    private void left(Rows rows, int asides) {
        var left = report.triage().left();
        int most = verdict.state() == Verdict.State.HEALTHY ? WARNINGS : Math.min(1, asides);
        left.stream().limit(most).forEach(one -> {
            rows.add("left", LeftoverWords.of(one), 2);
            if (verdict.state() == Verdict.State.HEALTHY) {
                rows.addWhole(
                        "", fit(Printable.of(one.step().command())), one.step().what(), 1);
            }
        });
        if (left.size() > most && most > 0) {
            rows.add("", "and " + (left.size() - most) + " more: with -o wide", 1);
        }
    }

    /** Findings that no root has told, without those about vertices that nobody waits for. */
    private Stream<String> otherFindings() {
        return verdict.findings().stream()
                .filter(finding -> !(finding instanceof Finding.Stuck) && !isInFirstLine(finding))
                .filter(finding -> verdict.roots().stream()
                        .noneMatch(
                                root -> root.finding().filter(finding::equals).isPresent()))
                .map(finding -> report.names().of(finding.about()) + ": " + Printable.of(finding.title()));
    }

    private boolean isInFirstLine(Finding finding) {
        return verdict.roots().isEmpty() && finding instanceof Finding.Slow;
    }

    private List<String> ruledOut() {
        return verdict.ruledOut().stream()
                .map(clear -> report.names().brief(clear.about()))
                .distinct()
                .toList();
    }

    /** What was not seen. What keeps the verdict from being clear was told above. */
    private List<String> notSeen() {
        return verdict.notSeen().stream()
                .filter(spot -> verdict.state() != Verdict.State.UNCLEAR || !spot.matters())
                .map(BlindSpot::what)
                .map(Printable::of)
                .distinct()
                .toList();
    }

    private String more() {
        var pages = verdict.roots().stream()
                .flatMap(root -> root.finding().stream())
                .map(Finding::code)
                .distinct()
                .filter(code ->
                        report.triage().step().filter(step -> step.shows(code)).isEmpty())
                .map(code -> "nodethaw explain " + code)
                .findFirst();
        return verdict.state() == Verdict.State.HEALTHY
                ? report.triage().warnings().isEmpty() ? "" : "nodethaw forecast: when it ends, and what to do"
                : pages.map(page -> page + "; ").orElse("") + "with -o wide: everything";
    }
}
