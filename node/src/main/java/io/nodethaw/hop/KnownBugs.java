package io.nodethaw.hop;

import io.nodethaw.analysis.Cause;
import io.nodethaw.analysis.CauseRule;
import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.bugs.Catalogue;
import io.nodethaw.bugs.Installed;
import io.nodethaw.bugs.KnownBug;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.InstalledPackages;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Known bugs whose signs were found, in versions that have them. A version alone never makes a cause; a sign that other things
 * show too makes no more than a possible one.
 *
 * @param versions what the node has
 * @param others bugs that other rules judge
 */
record KnownBugs(Function<NodeView, Versions> versions, Set<String> others) implements CauseRule {
    @Override
    public List<Cause> judge(NodeView view, List<Finding> findings) {
        if (findings.isEmpty()) {
            return List.of();
        }
        var known = versions.apply(view);
        var causes = new ArrayList<Cause>();
        for (var component : Catalogue.read().components()) {
            for (var bug : component.bugs()) {
                if (!others.contains(bug.id())) {
                    signs(view, bug, findings)
                            .flatMap(shown -> known.of(component).stream()
                                    .flatMap(installed -> cause(bug, shown, installed).stream()))
                            .findFirst()
                            .ifPresent(causes::add);
                }
            }
        }
        return causes;
    }

    /** A sign that was found. */
    private record Shown(Finding finding, Optional<Proof> call) {}

    private static Stream<Shown> signs(NodeView view, KnownBug bug, List<Finding> findings) {
        return findings.stream()
                .flatMap(finding -> bug.signs().stream()
                        .filter(sign -> sign.finding().equals(finding.code()))
                        .flatMap(sign -> shown(view, sign, finding).stream()));
    }

    private static Optional<Shown> shown(NodeView view, KnownBug.Sign sign, Finding finding) {
        if (sign.functions().isEmpty()) {
            return Optional.of(new Shown(finding, Optional.empty()));
        }
        if (!(finding.about().whole() instanceof Vertex.Process(int pid, long _))) {
            return Optional.empty();
        }
        return view.evidence().seen(Goroutines.TYPE, pid).map(Goroutines::goroutines).orElse(List.of()).stream()
                .filter(goroutine -> isIn(goroutine, sign.functions()))
                .findFirst()
                .map(goroutine -> new Shown(
                        finding,
                        Optional.of(Proof.of(
                                "goroutine " + goroutine.id() + " is in "
                                        + sign.functions().getFirst(),
                                Goroutines.TYPE.key(pid)))));
    }

    private static boolean isIn(Goroutine goroutine, List<String> functions) {
        return functions.stream()
                .allMatch(function -> goroutine.frames().stream()
                        .anyMatch(frame -> frame.function().contains(function)));
    }

    private static Optional<Cause> cause(KnownBug bug, Shown shown, Installed installed) {
        var affected = installed.has(bug);
        if (affected == KnownBug.Affected.NO) {
            return Optional.empty();
        }
        boolean clear = affected == KnownBug.Affected.YES
                && bug.certainty() == KnownBug.Certainty.SETTLED
                && shown.call().isPresent();
        var why = new ArrayList<Proof>();
        shown.call().ifPresent(why::add);
        why.add(Proof.of("version " + installed.version(), InstalledPackages.TYPE.key()));
        return Optional.of(new Cause(
                shown.finding().code(),
                bug.title() + ": " + bug.component() + " " + installed.version()
                        + (affected == KnownBug.Affected.YES ? " has the bug (" : " may have the bug (") + bug.id()
                        + ")",
                clear ? Confidence.LIKELY : Confidence.POSSIBLE,
                why));
    }
}
