package io.nodethaw.hop;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.analysis.CauseRule;
import io.nodethaw.analysis.Rule;
import io.nodethaw.collect.Probe;
import io.nodethaw.collect.source.Source;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.remedy.Aftercare;
import io.nodethaw.remedy.Canary;
import io.nodethaw.remedy.Remedy;
import io.nodethaw.remedy.Work;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.EdgeSource;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.WaitGraph;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One party in starting a container: how it is asked, which vertices are it, what only it knows. All but the probes is pure. */
public interface Hop {
    /** Its folder, and the prefix of its finding codes. */
    String name();

    /** Names of its programs, as a comm has them: all that a dump or a list of processes tells of who is the hop. */
    default Set<String> programs() {
        return Set.of();
    }

    /** True for the daemons that make a machine a node: kubelet and the container runtimes. */
    default boolean makesANode() {
        return false;
    }

    /** Where its own facts come from, and those that its probes ask for. */
    default List<Source<?>> sources() {
        return List.of();
    }

    /**
     * The questions to ask, given what is known so far; called each round, a question is put once.
     *
     * @param depth LIGHT for what tells whether it answers, CLOSE also for what gives things their names
     */
    default List<Probe<?>> probes(NodeView view, Depth depth) {
        return List.of();
    }

    /**
     * Readings it needs that no edge source asks for; called again as more is known.
     *
     * @param depth what to name: at each depth what it needs from there on, besides what it named at those before
     */
    default Set<Key> wants(NodeView view, Depth depth) {
        return Set.of();
    }

    /** The vertices that are this hop. */
    default List<Role> roles(NodeView view) {
        return List.of();
    }

    /** True where it is asked, so that a vertex of it that was not could not be. */
    default boolean isAsked() {
        return false;
    }

    /** What its probes asked of whom; an answer that did not come makes us a victim. */
    default List<Probed> probed(NodeView view) {
        return List.of();
    }

    /** Who has which of its questions in hand, as long as there is no answer. */
    default Map<Key, Vertex.Process> inHand(NodeView view) {
        var holders = new HashMap<Key, Vertex.Process>();
        for (var question : probed(view)) {
            if (question.asked() instanceof Vertex.Process process) {
                holders.put(question.type().key(question.instance()), process);
            }
        }
        return holders;
    }

    /** What shows that its questions have still no answer. */
    default List<UnansweredSign> signs() {
        return List.of();
    }

    /** Processes to look at closely although nobody is known to wait for them yet. */
    default Set<Integer> suspects(NodeView view) {
        return Set.of();
    }

    /**
     * Who else waits here and counts.
     *
     * @param edges the waits that were read
     */
    default List<Victim> victims(NodeView view, List<Edge> edges) {
        return List.of();
    }

    /** The waits only it can see. */
    default List<EdgeSource> edgeSources() {
        return List.of();
    }

    /** The waits it can conclude once roles and victims of all hops are known. */
    default List<LateEdges> lateEdges() {
        return List.of();
    }

    /** What may be the matter with it. */
    default List<Rule> rules() {
        return List.of();
    }

    /** Why it may have come to that. */
    default List<CauseRule> causes() {
        return List.of();
    }

    /** What can be done about what its rules find; for each finding the least disruptive first. */
    default List<Remedy> remedies() {
        return List.of();
    }

    /** How those of it end that wait for replies which a cure has lost. */
    default List<Aftercare> aftercare() {
        return List.of();
    }

    /** Starts that have to work once the node is cured. */
    default List<Canary> canaries() {
        return List.of();
    }

    /** Pids of those whose children are containers' first processes, but for what is {@linkplain #isAtWork at work on one}. */
    default Set<Integer> monitors(NodeView view) {
        return Set.of();
    }

    /** True for a process of it that works on a container, and is not the container's own. */
    default boolean isAtWork(NodeView view, ProcessTable.Entry process) {
        return false;
    }

    /** Work of it on containers that is under way, and not stuck. */
    default List<Work> underWay(NodeView view, WaitGraph graph) {
        return List.of();
    }

    /** What could not be seen of it. */
    default List<BlindSpot> blindSpots(NodeView view) {
        return List.of();
    }
}
