package io.nodethaw.report;

import io.nodethaw.analysis.Cause;
import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Root;
import io.nodethaw.analysis.Verdict;
import io.nodethaw.wait.Victim;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;

/** A verdict for people: a first line with the essence, the chain, then what the verdict rests on and what to do. */
final class TextReport {
    private final Report report;
    private final Verdict verdict;
    private final Ink ink;
    private final boolean wide;
    private final List<String> lines = new ArrayList<>();

    TextReport(Report report, Ink ink, boolean wide) {
        this.report = report;
        this.verdict = report.verdict();
        this.ink = ink;
        this.wide = wide;
    }

    String print() {
        var first = state() + "  " + Headline.of(report);
        addBlock(new ChainTable(report, ink, wide).lines());
        int body = lines.size();
        verdict.roots().forEach(root -> add("state", stateOf(root)));
        verdict.causes().forEach(cause -> add("cause", cause(cause)));
        otherFindings().forEach(finding -> add(Findings.kind(finding), about(finding)));
        if (wide) {
            verdict.victims().forEach(victim -> add("victim", victim(victim)));
        }
        if (wide || verdict.state() != Verdict.State.HEALTHY) {
            addList("ruled out", verdict.ruledOut().stream().map(this::ruledOut).toList());
        }
        addList("not seen", notSeen());
        verdict.cure().ifPresent(cure -> add("cure", Printable.of(cure)));
        if (!codes().isEmpty()) {
            add("more", "nodethaw explain " + String.join(" ", codes()));
        }
        Stream.concat(verdict.notes().stream(), report.notes().stream())
                .forEach(note -> add("note", Printable.of(note)));
        if (lines.size() > body) {
            lines.add(body, "");
        }
        return first + "\n"
                + String.join("", lines.stream().map(line -> line + "\n").toList());
    }

    private String state() {
        var word = verdict.state().name();
        return switch (verdict.state()) {
            case HEALTHY -> ink.good(word);
            case SLOW, UNCLEAR -> ink.doubtful(word);
            case STALLED, FAILING -> ink.bad(word);
        };
    }

    private void addBlock(List<String> block) {
        if (!block.isEmpty()) {
            lines.add("");
            lines.addAll(block);
        }
    }

    private void add(String key, String text) {
        lines.add("  " + ink.strong(key) + " ".repeat((key.length() > 7 ? 11 : 9) - key.length()) + text);
    }

    private void addList(String key, List<String> items) {
        if (items.isEmpty()) {
            return;
        }
        if (wide) {
            items.forEach(item -> add(key, item));
        } else {
            add(key, String.join(ink.between(), items));
        }
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
        return name
                + unexplained()
                + root.victims().stream()
                        .filter(Victim::pastLimit)
                        .findFirst()
                        .map(victim -> "; " + victim(victim) + ", longer than its limit")
                        .orElse("");
    }

    private String unexplained() {
        if (report.view().evidence().isFromFiles()) {
            return "no finding; the files do not tell more";
        }
        return switch (verdict.state()) {
            case SLOW -> "no finding; something below it moved between two readings";
            case UNCLEAR -> "no finding; nothing read shows why, and nothing below it moved between two readings";
            case HEALTHY, STALLED, FAILING -> "no rule knows what is wrong";
        };
    }

    /** A cause with its confidence; an unknown cause already says so in its text. */
    private static String cause(Cause cause) {
        return Printable.of(cause.text())
                + (cause.confidence() == Confidence.UNKNOWN
                        ? ""
                        : ", " + cause.confidence().word());
    }

    private static String claim(Finding finding) {
        var signs = finding.proofs().stream()
                .map(proof -> Printable.of(proof.text()))
                .toList();
        return finding.code()
                + Findings.confidence(finding).map(sure -> ", " + sure.word()).orElse("")
                + (signs.isEmpty() ? "" : ": " + String.join(", ", signs));
    }

    /** Findings that no root has already told. Findings about vertices that nobody waits for are only in the wide report. */
    private List<Finding> otherFindings() {
        return verdict.findings().stream()
                .filter(finding -> verdict.roots().stream()
                        .noneMatch(
                                root -> root.finding().filter(finding::equals).isPresent()))
                .filter(finding -> wide || !(finding instanceof Finding.Stuck))
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

    private String victim(Victim victim) {
        return report.names().of(victim.vertex()) + ": " + Printable.of(victim.why())
                + victim.atLeast()
                        .filter(_ -> !victim.why().contains("at least"))
                        .map(age -> ", at least " + AgeWords.words(age))
                        .orElse("");
    }

    private List<String> codes() {
        return verdict.roots().stream()
                .flatMap(root -> root.finding().stream())
                .map(Finding::code)
                .distinct()
                .toList();
    }
}
