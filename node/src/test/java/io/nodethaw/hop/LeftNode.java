package io.nodethaw.hop;

import io.nodethaw.analysis.Leftover;
import io.nodethaw.evidence.ContainerFolders;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.MountSummary;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Sample;
import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.ProcessEvidence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A healthy node whose folders of containers were read; tests leave something behind on it. */
public final class LeftNode {
    public static final Duration OLD = Duration.ofMinutes(10);
    public static final String BUNDLES = "/run/containerd/io.containerd.runtime.v2.task/";
    private static final Duration BETWEEN = Duration.ofSeconds(2);

    public final WholeNode here = new WholeNode();
    private final List<ContainerFolders.Bundle> bundles = new ArrayList<>();
    private final List<ContainerFolders.State> states = new ArrayList<>();
    private MountSummary mounts = new MountSummary(40, "20 of type proc", List.of(), List.of());
    private boolean whole = true;
    private int scopes = 3;

    public LeftNode() {
        here.nginx.aged(OLD);
        here.shim.aged(OLD);
        container("moby", WholeNode.CONTAINER, here.nginx, OLD);
    }

    /** A container with bundle, state and first process. */
    public LeftNode container(String namespace, String id, ProcessEvidence first, Duration age) {
        bundle(namespace, id, first.pid(), "unix://" + WholeNode.SHIM, age);
        var started = here.node.view().process(first.pid()).orElseThrow().startTicks();
        states.add(state(namespace, id, first.pid(), started.orElseThrow(), age));
        return this;
    }

    /** A bundle whose shim listens here. */
    public LeftNode bundle(String namespace, String id, int pid, String address, Duration age) {
        bundles.add(new ContainerFolders.Bundle(
                BUNDLES + namespace + "/" + id, namespace, id, Optional.of(pid), address, Optional.of(age)));
        return this;
    }

    /** A state of a process that began at this moment. */
    public LeftNode state(String id, int pid, long startTicks, Duration age) {
        states.add(state("moby", id, pid, startTicks, age));
        return this;
    }

    private static ContainerFolders.State state(String namespace, String id, int pid, long startTicks, Duration age) {
        return new ContainerFolders.State(
                "/run/docker/runtime-runc/" + namespace + "/" + id,
                id,
                Optional.of(pid),
                Optional.of(startTicks),
                Optional.of(age));
    }

    /** No bundle is left. */
    public LeftNode withoutBundles() {
        bundles.clear();
        return this;
    }

    /** Neither is a state. */
    public LeftNode withoutStates() {
        states.clear();
        return this;
    }

    /** What containerd sees mounted. */
    public LeftNode mounted(MountSummary summary) {
        mounts = summary;
        return this;
    }

    /** How many scopes systemd has files of. */
    public LeftNode scopes(int count) {
        scopes = count;
        return this;
    }

    /** Some folder could not be listed. */
    public LeftNode cutOff() {
        whole = false;
        return this;
    }

    /** One reading of everything. */
    public Evidence once() {
        return here.node
                .says(ContainerFolders.TYPE, new ContainerFolders(bundles, states, whole, Optional.of(scopes)))
                .says(MountSummary.TYPE, "60", mounts)
                .evidence();
    }

    /** Everything was read again, and is as it was. */
    public NodeView twice() {
        var first = once();
        var builder = first.toBuilder();
        again(builder, first, ContainerFolders.TYPE, "");
        again(builder, first, MountSummary.TYPE, "60");
        again(builder, first, ProcessTable.TYPE, "");
        return new NodeView(builder.build());
    }

    private static <T> void again(Evidence.Builder builder, Evidence first, FactType<T> type, String instance) {
        var later = NodeEvidence.AT.plus(BETWEEN);
        first.seen(type, instance)
                .ifPresent(seen -> builder.put(type, instance, new Sample<>(new Reading.Seen<>(seen), later, later)));
    }

    /** The same, without one fact. */
    public NodeView blindTo(FactType<?> type) {
        return new NodeView(twice().evidence().without(type));
    }

    /** What is certainly left, in words: "shim.without-container shim 200". */
    public static List<String> left(NodeView view) {
        return all(view).stream().map(left -> left.code() + " " + left.what()).toList();
    }

    private static List<Leftover> all(NodeView view) {
        var chain = WholeNode.chain();
        var graph = chain.graph(view);
        return chain.triage(view, graph, chain.judge(view, graph)).left();
    }

    /** True while another reading would tell more. */
    public static boolean isInDoubt(NodeView view) {
        return WholeNode.chain().mayFail(view);
    }
}
