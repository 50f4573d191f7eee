package io.nodethaw.hop;

import io.nodethaw.analysis.AtWork;
import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.analysis.CauseRule;
import io.nodethaw.analysis.Rule;
import io.nodethaw.analysis.Step;
import io.nodethaw.collect.Host;
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
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One party in starting a container: how it is asked, which vertices it has, and what only it knows. Everything except the
 * probes is pure.
 */
public interface Hop {
    /** Its folder, and the prefix of its finding codes. */
    String name();

    /** Names of its programs, in the form of comm. A dump or a list of processes tells nothing else about who is the hop. */
    default Set<String> programs() {
        return Set.of();
    }

    /** Names of the units that distributions start it with. */
    default Set<String> units() {
        return Set.of();
    }

    /** Names of the units whose processes answer its questions: its own, and that of another daemon where one speaks for it. */
    default Set<String> answeringUnits() {
        return units();
    }

    /** True for the daemons that make a machine a node: kubelet and the container runtimes. */
    default boolean makesANode() {
        return false;
    }

    /**
     * The sources of its own facts, including those that its probes ask for.
     *
     * @param host the machine that they read
     */
    default List<Source<?>> sources(Host host) {
        return List.of();
    }

    /**
     * The questions to ask, given what is known so far. It is called each round; each question is asked once. An answer to
     * another question adds to them and takes none away: one that an earlier look held back may be free to be asked only then.
     *
     * @param depth LIGHT for questions that tell whether it answers, CLOSE also for questions that give things their names
     */
    default List<Probe<?>> probes(NodeView view, Depth depth) {
        return List.of();
    }

    /**
     * The readings it needs that no edge source asks for. It is called again when more is known.
     *
     * @param depth which of them to return: those that are needed from this depth on, without those of the depths before
     */
    default Set<Key> wants(NodeView view, Depth depth) {
        return Set.of();
    }

    /** What its parties are called where only words tell of them; each means no other hop. */
    default Set<String> words() {
        return Set.of();
    }

    /** The vertices that belong to this hop. */
    default List<Role> roles(NodeView view) {
        return List.of();
    }

    /**
     * What does not work while one of its processes serves nobody, as text before its name: "no container is started by"; empty
     * where that says nothing to a person.
     */
    default String loss() {
        return "";
    }

    /** Ids of the containers that its processes keep or work on. */
    default Map<Vertex, List<String>> containers(NodeView view) {
        return Map.of();
    }

    /** True when it is normally asked, so that a vertex that was not asked could not be asked. */
    default boolean isAsked() {
        return false;
    }

    /** What its probes asked, and whom. When an answer did not come, this program itself is a victim. */
    default List<Probed> probed(NodeView view) {
        return List.of();
    }

    /** Which process has to answer which of its questions, as long as there is no answer. */
    default Map<Key, Vertex.Process> inHand(NodeView view) {
        var holders = new HashMap<Key, Vertex.Process>();
        for (var question : probed(view)) {
            if (question.asked() instanceof Vertex.Process process) {
                holders.put(question.type().key(question.instance()), process);
            }
        }
        return holders;
    }

    /** What shows that its questions are still unanswered. */
    default List<UnansweredSign> signs() {
        return List.of();
    }

    /** Processes to look at closely although nobody is known to wait for them yet. */
    default Set<Integer> suspects(NodeView view) {
        return Set.of();
    }

    /**
     * Other processes of this hop that wait and count as victims.
     *
     * @param edges the waits that were read
     */
    default List<Victim> victims(NodeView view, List<Edge> edges) {
        return List.of();
    }

    /** For how long a look has to watch the node to tell what this one could not; empty where more time tells no more. */
    default Optional<Duration> patience(NodeView view, WaitGraph graph) {
        return Optional.empty();
    }

    /** What a person should know of it that is no fault of this node, in words. */
    default List<String> notes(NodeView view) {
        return List.of();
    }

    /** Edge sources for waits that only this hop can see. */
    default List<EdgeSource> edgeSources() {
        return List.of();
    }

    /** What collectors of files ask it when they run commands on the node. */
    default Optional<CollectorQuestion> collected() {
        return Optional.empty();
    }

    /** Waits that it can conclude when roles and victims of all hops are known. */
    default List<LateEdges> lateEdges() {
        return List.of();
    }

    /** Rules that find what may be wrong with it. */
    default List<Rule> rules() {
        return List.of();
    }

    /**
     * The command that shows more of a process of this hop, as a person may want it where no rule tells what is the matter with it; empty
     * where the chain of what it waits for shows as much.
     */
    default Optional<Step> shows(NodeView view, Vertex process) {
        return Optional.empty();
    }

    /** What of this hop may be in the way of starting containers. */
    default List<Obstacle> obstacles() {
        return List.of();
    }

    /** What of this hop may be left behind. */
    default List<LeftoverKind> leftovers() {
        return List.of();
    }

    /** What of this hop a node can run out of. */
    default List<Supply> supplies() {
        return List.of();
    }

    /** What its daemons say about their versions. */
    default List<OwnVersion> versions(NodeView view) {
        return List.of();
    }

    /** Rules that find why that may have happened. */
    default List<CauseRule> causes() {
        return List.of();
    }

    /** What can be done about the findings of its rules; for each finding the least disruptive remedy first. */
    default List<Remedy> remedies() {
        return List.of();
    }

    /** Ends those of its processes that wait for replies which a cure has lost. */
    default List<Aftercare> aftercare() {
        return List.of();
    }

    /** Starts that must work when the node is cured. */
    default List<Canary> canaries() {
        return List.of();
    }

    /**
     * Pids of processes whose children are the first processes of containers, except children that are {@linkplain #isAtWork at
     * work on a container}.
     */
    default Set<Integer> monitors(NodeView view) {
        return Set.of();
    }

    /** True for a process of this hop that works on a container and does not belong to the container. */
    default boolean isAtWork(NodeView view, ProcessTable.Entry process) {
        return false;
    }

    /** Work of this hop on containers that is under way and not stuck. */
    default List<Work> underWay(NodeView view, WaitGraph graph) {
        return List.of();
    }

    /** What it is at work on, besides what the goroutines of its processes tell of every hop; containers by their ids alone. */
    default List<AtWork> atWork(NodeView view) {
        return List.of();
    }

    /** What could not be seen of this hop. */
    default List<BlindSpot> blindSpots(NodeView view) {
        return List.of();
    }
}
