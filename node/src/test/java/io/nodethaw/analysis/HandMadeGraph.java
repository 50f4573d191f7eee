package io.nodethaw.analysis;

import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.ProcessEvidence;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Role.Standing;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.Wait;
import io.nodethaw.wait.WaitGraph;
import io.nodethaw.wait.WaitWords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A wait graph made by hand over a node made by hand, and the verdict on it. */
public final class HandMadeGraph {
    static final List<String> ORDER =
            List.of("kubelet", "docker", "containerd", "shim", "runc", "dbus", "systemd", "kernel");

    private final NodeEvidence node;
    private final List<Edge> edges = new ArrayList<>();
    private final List<Victim> victims = new ArrayList<>();
    private final List<Role> roles = new ArrayList<>();
    private final List<BlindSpot> blind = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();
    private final List<CauseRule> causes = new ArrayList<>();

    /** A graph over this node. */
    public HandMadeGraph(NodeEvidence node) {
        this.node = node;
    }

    /** Adds any wait. */
    public HandMadeGraph edge(Vertex from, Vertex to, Strength strength, Wait kind) {
        edges.add(Edge.of(from, to, strength, kind, kind.word()));
        return this;
    }

    HandMadeGraph needs(ProcessEvidence from, ProcessEvidence to) {
        return edge(from.vertex(), to.vertex(), Strength.NEEDS, Wait.UNIX_SOCKET);
    }

    HandMadeGraph any(ProcessEvidence from, ProcessEvidence to) {
        return edge(from.vertex(), to.vertex(), Strength.ANY, Wait.POLL);
    }

    HandMadeGraph inferred(ProcessEvidence from, ProcessEvidence to) {
        return edge(from.vertex(), to.vertex(), Strength.INFERRED, Wait.OPEN_CONNECTION);
    }

    HandMadeGraph child(ProcessEvidence from, ProcessEvidence to) {
        return edge(from.vertex(), to.vertex(), Strength.NEEDS, Wait.CHILD);
    }

    HandMadeGraph stopped(ProcessEvidence process) {
        var signal = new Vertex.Resource(Vertex.ResourceKind.KERNEL, "SIGCONT");
        return edge(process.vertex(), signal, Strength.NEEDS, Wait.STOPPED);
    }

    HandMadeGraph frozen(ProcessEvidence process, String cgroup) {
        return edge(
                process.vertex(), new Vertex.Resource(Vertex.ResourceKind.CGROUP, cgroup), Strength.NEEDS, Wait.FROZEN);
    }

    HandMadeGraph traced(ProcessEvidence process, Vertex tracer) {
        return edge(process.vertex(), tracer, Strength.NEEDS, Wait.TRACED);
    }

    /** Adds a probe that this process has not answered. */
    HandMadeGraph asked(ProcessEvidence process) {
        edge(new Vertex.Ourselves(), process.vertex(), Strength.NEEDS, Wait.PROBE);
        return victim(new Vertex.Ourselves());
    }

    HandMadeGraph victim(Vertex vertex) {
        victims.add(new Victim(vertex, "waits", Optional.empty(), false, List.of()));
        return this;
    }

    HandMadeGraph victim(ProcessEvidence process) {
        return victim(process.vertex());
    }

    HandMadeGraph pastLimit(ProcessEvidence process) {
        victims.add(new Victim(process.vertex(), "waits", Optional.of(Duration.ofMinutes(41)), true, List.of()));
        return this;
    }

    /** Adds the role of a process. */
    public HandMadeGraph role(ProcessEvidence process, String hop, Standing standing) {
        roles.add(new Role(process.vertex(), hop, hop + " " + process.pid(), "", standing));
        return this;
    }

    HandMadeGraph blind(String what, boolean matters) {
        blind.add(new BlindSpot(what, "not permitted", matters));
        return this;
    }

    /** Adds a rule that finds exactly this. */
    HandMadeGraph rule(Finding finding) {
        rules.add(new FixedRule(finding));
        return this;
    }

    HandMadeGraph cause(CauseRule rule) {
        causes.add(rule);
        return this;
    }

    private record FixedRule(Finding finding) implements Rule {
        @Override
        public Explanation explanation() {
            return new Explanation(
                    finding.code(), "meaning", List.of("confirm"), "cure of " + finding.code(), List.of());
        }

        @Override
        public List<Finding> judge(NodeView view, WaitGraph graph) {
            return List.of(finding);
        }
    }

    /** The graph. */
    public WaitGraph graph() {
        return new WaitGraph(edges, victims, roles);
    }

    Verdict verdict() {
        return new Judge(ORDER, rules, causes).judge(node.view(), graph(), blind, List.of());
    }

    /** The ends of the chains, in words; a deadlock with its members. */
    List<String> roots() {
        var view = node.view();
        return new Roots(view, graph())
                .find().stream()
                        .map(end -> end.cycle().isEmpty()
                                ? WaitWords.name(end.vertex(), view)
                                : "deadlock "
                                        + end.cycle().stream()
                                                .map(member -> WaitWords.name(member, view))
                                                .sorted()
                                                .toList())
                        .toList();
    }

    /** The chain that is shown, in words. */
    List<String> chain() {
        return WaitWords.tell(verdict().waits(), node.view());
    }
}
