package io.nodethaw.report;

import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Hit;
import io.nodethaw.analysis.Step;
import io.nodethaw.analysis.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is kept of a report to tell what the next one changes. Ages grow with every look and are no change.
 *
 * @param at when the look began
 * @param headline its first line, after the state
 * @param stuck what is under way and does not end
 * @param roots each with what is wrong there
 * @param step what to do
 */
public record Watched(
        Instant at,
        Verdict.State state,
        String headline,
        String stuck,
        List<String> roots,
        List<String> answered,
        List<String> fails,
        List<String> hit,
        Optional<Step> step) {
    /** The most of one kind that is kept and told: thousands of containers may wait. */
    private static final int MOST = 200;

    /** What matters of this report. */
    public static Watched of(Report report) {
        var triage = report.triage();
        var verdict = report.verdict();
        return new Watched(
                verdict.at(),
                verdict.state(),
                Headline.of(report),
                triage.stuck(),
                verdict.roots().stream()
                        .map(root -> root.name()
                                + root.finding()
                                        .map(Finding::code)
                                        .map(code -> ", " + code)
                                        .orElse(""))
                        .limit(MOST)
                        .toList(),
                triage.answered(),
                triage.fails(),
                triage.hit().stream().map(Hit::label).distinct().limit(MOST).toList(),
                triage.step());
    }

    /** True when nothing has changed since that one. */
    public boolean isAs(Watched other) {
        return state == other.state
                && stuck.equals(other.stuck)
                && roots.equals(other.roots)
                && answered.equals(other.answered)
                && fails.equals(other.fails)
                && hit.equals(other.hit)
                && step.equals(other.step);
    }

    /** The time, how it stands now, and what has come (+) and gone (-). Ends with a line feed. */
    public String since(Watched before, Ink ink) {
        var rows = new Rows(ink, ink.columns());
        changes(rows, "root", before.roots, roots);
        changes(rows, "answers", before.answered, answered);
        changes(rows, "effect", before.fails, fails);
        changes(rows, "hit", before.hit, hit);
        step.filter(_ -> !step.equals(before.step))
                .ifPresent(now -> rows.addWhole("  do", Printable.of(now.command()), "", 1));
        var text =
                new StringBuilder(UtcTime.second(at) + "  " + FirstScreen.painted(state, ink) + "  " + headline + "\n");
        rows.lines().forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    private static void changes(Rows rows, String what, List<String> before, List<String> now) {
        now.stream().filter(one -> !before.contains(one)).forEach(one -> rows.add("+ " + what, Printable.of(one), 2));
        before.stream().filter(one -> !now.contains(one)).forEach(one -> rows.add("- " + what, Printable.of(one), 2));
    }
}
