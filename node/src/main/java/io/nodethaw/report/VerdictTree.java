package io.nodethaw.report;

import io.nodethaw.analysis.AtWork;
import io.nodethaw.analysis.Hit;
import io.nodethaw.analysis.Root;
import io.nodethaw.analysis.Said;
import io.nodethaw.analysis.Step;
import io.nodethaw.wait.Vertex;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A verdict for programs. Absent values are left out; names and meanings are in docs/evidence.md. */
final class VerdictTree {
    private final Report report;
    private final VertexNames names;
    private final Trees trees;

    private VerdictTree(Report report) {
        this.report = report;
        names = report.names();
        trees = new Trees(names);
    }

    static Tree of(Report report) {
        return new VerdictTree(report).tree();
    }

    private Tree tree() {
        var verdict = report.verdict();
        var tree = Trees.envelope(report.tool(), "verdict");
        if (!report.source().isEmpty()) {
            tree.put("source", report.source());
        }
        tree.put("node", Summary.node(report));
        if (!report.view().evidence().isFromFiles()) { // files do not tell the time
            tree.put("at", verdict.at().toString());
            tree.put("since", Summary.since(report).map(Instant::toString));
        }
        return tree.put("state", verdict.state().name().toLowerCase(Locale.ROOT))
                .put("exit", verdict.state().exitCode())
                .put("headline", Headline.whole(report))
                .put("answered", Tree.texts(report.triage().answered()))
                .put("effect", effect())
                .put("hit", report.triage().hit().stream().map(VerdictTree::hit).toList())
                .putPart("do", report.triage().step().map(VerdictTree::step))
                .putPart("said", said())
                .putPart("warnings", warnings())
                .putPart("left", left())
                .putPart("work", work())
                .put("roots", verdict.roots().stream().map(this::root).toList())
                .put("victims", verdict.victims().stream().map(trees::victim).toList())
                .put("chain", verdict.waits().stream().map(trees::edge).toList())
                .put("findings", verdict.findings().stream().map(trees::finding).toList())
                .put(
                        "causes",
                        verdict.causes().stream()
                                .map(cause -> new Tree.Fields()
                                        .put("code", cause.code())
                                        .put("text", cause.text())
                                        .put("confidence", cause.confidence().word())
                                        .put("proofs", trees.proofs(cause.why())))
                                .toList())
                .put("ruledOut", verdict.ruledOut().stream().map(trees::finding).toList())
                .put(
                        "notSeen",
                        verdict.notSeen().stream()
                                .map(spot -> new Tree.Fields()
                                        .put("what", spot.what())
                                        .put("why", spot.why())
                                        .put("matters", spot.matters()))
                                .toList())
                .put("cure", verdict.cure())
                .put(
                        "notes",
                        Tree.texts(Stream.concat(verdict.notes().stream(), report.notes().stream())
                                .toList()));
    }

    private Tree.Fields effect() {
        return new Tree.Fields()
                .put("fails", Tree.texts(report.triage().fails()))
                .put("goesOn", Tree.texts(report.triage().goesOn()));
    }

    private static Tree.Fields hit(Hit hit) {
        return new Tree.Fields()
                .put("id", hit.id())
                .put("namespace", known(hit.namespace()))
                .put("pod", known(hit.pod()))
                .put("container", known(hit.container()));
    }

    private static Optional<String> known(String text) {
        return Optional.of(text).filter(name -> !name.isEmpty());
    }

    private static Tree.Fields step(Step step) {
        return new Tree.Fields().put("command", step.command()).put("what", step.what());
    }

    private Optional<Tree> said() {
        var said = report.triage().said();
        return said.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Tree.Items(said.stream().map(VerdictTree::said).toList()));
    }

    private Optional<Tree> warnings() {
        var warnings = report.triage().warnings();
        return warnings.isEmpty()
                ? Optional.empty()
                : Optional.of(new Tree.Items(warnings.stream()
                        .map(outlook -> new OutlookWords(outlook).tree())
                        .toList()));
    }

    private Optional<Tree> left() {
        var left = report.triage().left();
        return left.isEmpty()
                ? Optional.empty()
                : Optional.of(new Tree.Items(left.stream()
                        .map(one -> new Tree.Fields()
                                .put("code", one.code())
                                .put("what", one.what())
                                .put("title", one.title())
                                .put("do", step(one.step()))
                                .put("proofs", trees.proofs(one.proofs())))
                        .toList()));
    }

    private Optional<Tree> work() {
        var work = report.triage().work().get();
        return work.isEmpty()
                ? Optional.empty()
                : Optional.of(new Tree.Items(work.stream().map(this::work).toList()));
    }

    private Tree.Fields work(AtWork work) {
        var tree = new Tree.Fields().put("vertex", trees.vertex(work.about())).put("what", work.what());
        work.on().ifPresent(on -> tree.put("on", hit(on)));
        tree.put("waitsFor", known(work.waitsFor()));
        work.atLeast().ifPresent(age -> tree.put("atLeastSeconds", new Tree.Plain(AgeWords.seconds(age))));
        return tree.put("proofs", trees.keys(List.of(work.reading())));
    }

    private static Tree.Fields said(Said said) {
        return new Tree.Fields()
                .put("unit", said.unit())
                .put("secondsAgo", new Tree.Plain(AgeWords.seconds(said.ago())))
                .put("text", said.text());
    }

    private Tree.Fields root(Root root) {
        var tree = new Tree.Fields().put("name", root.name());
        if (root.vertex() instanceof Vertex.Process(int pid, long _)) {
            tree.put("pid", pid);
        }
        if (root.vertex() instanceof Vertex.Goroutine(int pid, long _, long id)) {
            tree.put("pid", pid).put("goroutine", id);
        }
        tree.put("hop", root.hop());
        root.finding().ifPresent(finding -> {
            tree.put("code", finding.code());
            Findings.confidence(finding).ifPresent(sure -> tree.put("confidence", sure.word()));
        });
        return tree.put("title", Headline.title(report, root))
                .put("explained", root.explained())
                .put("vertex", trees.vertex(root.vertex()))
                .put("cycle", root.cycle().stream().map(trees::vertex).toList())
                .put(
                        "victims",
                        Tree.texts(root.victims().stream()
                                .map(victim -> names.of(victim.vertex()))
                                .distinct()
                                .toList()));
    }
}
