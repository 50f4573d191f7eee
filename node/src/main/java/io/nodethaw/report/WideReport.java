package io.nodethaw.report;

import io.nodethaw.analysis.AtWork;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Root;
import io.nodethaw.analysis.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;

/** Everything that a verdict rests on, for people: every wait, every proof, lines of any length. */
final class WideReport {
    /** A storm of starts has hundreds, which programs may count. */
    private static final int MOST_WORK = 20;

    private final Report report;
    private final Verdict verdict;
    private final Ink ink;

    WideReport(Report report, Ink ink) {
        this.report = report;
        this.verdict = report.verdict();
        this.ink = ink;
    }

    String print() {
        var summary = new Rows(ink, Ink.ANY);
        new Summary(report).addTo(summary);
        var lines = new ArrayList<String>();
        lines.add(FirstScreen.painted(verdict.state(), ink) + "  " + Headline.of(report));
        Stream.of(summary.lines(), new ChainTable(report, ink).lines(), details())
                .filter(block -> !block.isEmpty())
                .forEach(block -> {
                    lines.add("");
                    lines.addAll(block);
                });
        return String.join("\n", lines) + "\n";
    }

    private List<String> details() {
        var rows = new Rows(ink, Ink.ANY);
        verdict.roots().forEach(root -> rows.add("state", stateOf(root), 1));
        verdict.causes().stream().skip(Summary.CAUSES).forEach(cause -> rows.add("cause", Summary.cause(cause), 1));
        otherFindings().forEach(finding -> rows.add(Findings.kind(finding), about(finding), 1));
        report.triage().warnings().forEach(warning -> rows.add("warning", new OutlookWords(warning).warning(), 1));
        report.triage().left().forEach(left -> {
            rows.add("left", LeftoverWords.of(left) + "; " + LeftoverWords.claim(left), 1);
            rows.add(
                    "do",
                    Printable.of(left.step().command()) + ": " + left.step().what(),
                    1);
        });
        verdict.victims().forEach(victim -> rows.add("victim", VictimWords.of(report.names(), victim), 1));
        work().forEach(work -> rows.add("at work", work, 1));
        report.triage().said().forEach(said -> rows.add("said", said.unit() + " " + Summary.said(said), 1));
        verdict.ruledOut().forEach(clear -> rows.add("ruled out", ruledOut(clear), 1));
        notSeen().forEach(spot -> rows.add("not seen", spot, 1));
        verdict.cure().ifPresent(cure -> rows.add("cure", Printable.of(cure), 1));
        if (!codes().isEmpty()) {
            rows.add("more", "nodethaw explain " + String.join(" ", codes()), 1);
        }
        Stream.concat(verdict.notes().stream(), report.notes().stream())
                .forEach(note -> rows.add("note", Printable.of(note), 1));
        return rows.lines();
    }

    /** "containerd 147 goroutine 2914: StopContainer, default/slow, at least 15 s". */
    private List<String> work() {
        var all = report.triage().work().get();
        var lines = new ArrayList<String>();
        all.stream().limit(MOST_WORK).forEach(work -> lines.add(work(work)));
        if (all.size() > MOST_WORK) {
            lines.add((all.size() - MOST_WORK) + " more, in -o json");
        }
        return lines;
    }

    private String work(AtWork work) {
        return report.names().of(work.about()) + ": " + Printable.of(work.what())
                + work.on().map(on -> ", " + Printable.of(on.label())).orElse("")
                + (work.waitsFor().isEmpty() ? "" : ", waits for " + Printable.of(work.waitsFor()))
                + work.atLeast().map(age -> ", at least " + AgeWords.words(age)).orElse("");
    }

    private String stateOf(Root root) {
        var name = verdict.roots().size() > 1 ? Printable.of(root.name()) + ": " : "";
        if (root.finding().isPresent()) {
            return name + claim(root.finding().get());
        }
        if (!root.cycle().isEmpty()) {
            var members = root.cycle().stream().map(report.names()::of).toList();
            return name + "deadlock, proven: " + String.join(" needs ", members) + " needs " + members.getFirst();
        }
        return name + Summary.unexplained(report, root);
    }

    private static String claim(Finding finding) {
        var signs = finding.proofs().stream()
                .map(proof -> Printable.of(proof.text()))
                .toList();
        return finding.code()
                + Findings.confidence(finding).map(sure -> ", " + sure.word()).orElse("")
                + (signs.isEmpty() ? "" : ": " + String.join(", ", signs));
    }

    /** Findings that no root has already told. */
    private List<Finding> otherFindings() {
        return verdict.findings().stream()
                .filter(finding -> verdict.roots().stream()
                        .noneMatch(
                                root -> root.finding().filter(finding::equals).isPresent()))
                .toList();
    }

    private String about(Finding finding) {
        return report.names().of(finding.about()) + ": " + Printable.of(finding.title()) + "; " + claim(finding);
    }

    private String ruledOut(Finding.Clear clear) {
        return report.names().brief(clear.about()) + ": " + Printable.of(clear.title());
    }

    /** What was not seen; things with the same reason are put together. */
    private List<String> notSeen() {
        var byReason = new LinkedHashMap<String, String>();
        for (var spot : verdict.notSeen()) {
            byReason.merge(spot.why(), spot.what(), (before, more) -> before + ", " + more);
        }
        return byReason.entrySet().stream()
                .map(entry -> Printable.of(entry.getValue() + ": " + entry.getKey()))
                .toList();
    }

    private List<String> codes() {
        return verdict.roots().stream()
                .flatMap(root -> root.finding().stream())
                .map(Finding::code)
                .distinct()
                .toList();
    }
}
