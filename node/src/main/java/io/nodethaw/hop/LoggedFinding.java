package io.nodethaw.hop;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Root;
import io.nodethaw.analysis.Rule;
import io.nodethaw.analysis.Step;
import io.nodethaw.evidence.Logged;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.Wait;
import io.nodethaw.wait.WaitGraph;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a log says of something that a daemon needs and does not get. The daemon that said it waits for it; where it is not known who
 * did, this program speaks for all that would be started.
 *
 * @param sign what is said
 * @param at what is needed, by what was said
 * @param who needs it
 * @param weight what it means for the node
 * @param title what is wrong with it
 * @param step what to do about it
 */
public record LoggedFinding(
        Logged.Sign sign,
        Function<Logged, Vertex> at,
        BiFunction<NodeView, Logged, Vertex> who,
        Function<Logged, Weight> weight,
        Function<Logged, String> title,
        Optional<Step> step,
        Explanation explanation)
        implements Rule, LateEdges {
    /** What it means for the node. */
    public enum Weight {
        /** What is asked of the node fails at once. */
        FAILS,
        /** Whoever needs it makes no progress. */
        STALLS,
        /** It may be the reason, or nothing. */
        DOUBTFUL
    }

    /** What it means where it is said more than once: once is a moment. */
    public static Function<Logged, Weight> repeated(Weight weight) {
        return said -> said.times() > 1 ? weight : Weight.DOUBTFUL;
    }

    private Stream<Logged> said(NodeView view) {
        return Logged.all(view.evidence(), sign);
    }

    /** What is needed, as a part of this hop. */
    public Stream<Role> roles(NodeView view, String hop) {
        return said(view)
                .map(at)
                .filter(Vertex.Resource.class::isInstance)
                .distinct()
                .map(vertex -> new Role(vertex, hop, ((Vertex.Resource) vertex).id(), "", Role.Standing.NOT_ASKED));
    }

    @Override
    public List<Victim> victims(NodeView view, Collection<Role> roles) {
        return said(view)
                .map(said -> new Victim(
                        who.apply(view, said), title.apply(said), said.lasting(), false, List.of(said.key())))
                .distinct()
                .toList();
    }

    @Override
    public List<Edge> edges(NodeView view, List<Role> roles, List<Victim> victims, List<Edge> known) {
        return said(view)
                .map(said -> {
                    var from = who.apply(view, said);
                    boolean start = from instanceof Vertex.Ourselves && weight.apply(said) == Weight.FAILS;
                    var kind = start ? Wait.START : Wait.UNIT;
                    return Edge.of(from, at.apply(said), Strength.NEEDS, kind, title.apply(said), said.key());
                })
                .toList();
    }

    @Override
    public List<Finding> judge(NodeView view, WaitGraph graph) {
        return said(view).map(this::finding).distinct().toList();
    }

    private Finding finding(Logged said) {
        var proofs = List.of(Proof.of(said.proof(), said.key()));
        var code = explanation.code();
        return switch (weight.apply(said)) {
            case FAILS -> new Finding.Failing(code, at.apply(said), Confidence.LIKELY, title.apply(said), proofs);
            case STALLS -> new Finding.Stuck(code, at.apply(said), Confidence.LIKELY, title.apply(said), proofs);
            case DOUBTFUL -> new Finding.Warning(code, at.apply(said), Confidence.POSSIBLE, title.apply(said), proofs);
        };
    }

    @Override
    public Optional<Step> step(NodeView view, WaitGraph graph, Root root) {
        return root.finding()
                                .filter(finding -> finding.code().equals(explanation.code()))
                                .isPresent()
                        && said(view).anyMatch(line -> at.apply(line).equals(root.vertex()))
                ? step
                : Optional.empty();
    }

    /** The disk that a line is about: what every start of a container writes to. */
    public static Vertex disk(Logged said) {
        return new Vertex.Resource(
                Vertex.ResourceKind.KERNEL, said.about().isEmpty() ? "the disk" : "disk " + said.about());
    }

    /** Whoever said it, where its process or name is known; else this program. */
    public static Vertex speaker(NodeView view, Logged said) {
        return said.program().isEmpty() ? new Vertex.Ourselves() : named(view, said.program());
    }

    /** The only process of this name, or the name. */
    static Vertex named(NodeView view, String program) {
        var named = view.processes().stream()
                .filter(process -> process.comm().equals(program))
                .map(process -> (Vertex) Vertex.Process.of(process))
                .toList();
        return named.size() == 1 ? named.getFirst() : new Vertex.Remote(program);
    }
}
