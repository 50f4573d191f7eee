package io.nodethaw.hop.kubelet;

import io.nodethaw.analysis.AtWork;
import io.nodethaw.analysis.Hit;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.go.FramePattern;
import io.nodethaw.wait.go.GoDaemon;
import io.nodethaw.wait.go.GoWork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What kubelet has been at for more than a minute, by its goroutines, in the words of somebody who runs pods: a start or an end of a
 * pod, or one of its loops. A start may last as long as an image is pulled, an end as long as its grace period, so none of it is a
 * fault by itself, and none makes a victim: what it waits for does, by a limit of its own (docs/decisions/0028).
 */
final class LongWork {
    /** What is worth a line: ours, as for work that is looked at (wait.go.CallPaths, LATE). */
    private static final Duration LONG = Duration.ofMinutes(1);

    /** So many lines; the rest is counted. */
    private static final int MOST = 5;

    /**
     * The end of a pod, in pkg/kubelet/kubelet_pods.go and kubelet.go: as 1.20 has it, as 1.24, and as exported by 1.28 and 1.32, which end a
     * pod that they have no configuration for in a function of its own.
     */
    private static final FramePattern ENDS = FramePattern.of(
            "k8s.io/kubernetes/pkg/kubelet.(*Kubelet).killPod",
            "k8s.io/kubernetes/pkg/kubelet.(*Kubelet).syncTerminatingPod*",
            "k8s.io/kubernetes/pkg/kubelet.(*Kubelet).SyncTerminatingPod*",
            "k8s.io/kubernetes/pkg/kubelet.(*Kubelet).SyncTerminatingRuntimePod",
            "k8s.io/kubernetes/pkg/kubelet.(*Kubelet).syncTerminatedPod",
            "k8s.io/kubernetes/pkg/kubelet.(*Kubelet).SyncTerminatedPod");

    /** Its start, or the restart of one of its containers. */
    private static final FramePattern STARTS = FramePattern.of(
            "k8s.io/kubernetes/pkg/kubelet.(*Kubelet).syncPod", "k8s.io/kubernetes/pkg/kubelet.(*Kubelet).SyncPod");

    /** A loop or operation of kubelet: what a person calls it, and its function, in 1.20 to 1.32. */
    private record Part(String words, FramePattern functions) {
        Part(String words, String... functions) {
            this(words, FramePattern.of(functions));
        }
    }

    private static final List<Part> PARTS = List.of(
            new Part(
                    "an operation on a volume",
                    "k8s.io/kubernetes/pkg/volume/util/nestedpendingoperations.(*nestedPendingOperations).Run.func*"),
            new Part(
                    "a question to a device plug-in",
                    "k8s.io/kubernetes/pkg/kubelet/cm/devicemanager.(*ManagerImpl).Allocate",
                    "k8s.io/kubernetes/pkg/kubelet/cm/devicemanager.(*ManagerImpl).GetDeviceRunContainerOptions"),
            new Part("a probe of a container", "k8s.io/kubernetes/pkg/kubelet/prober.(*prober).probe"),
            new Part("the eviction manager", "k8s.io/kubernetes/pkg/kubelet/eviction.(*managerImpl).synchronize"),
            new Part(
                    "the clean-up of pods that have ended",
                    "k8s.io/kubernetes/pkg/kubelet.(*Kubelet).HandlePodCleanups"),
            new Part(
                    "the removal of old containers and images",
                    "k8s.io/kubernetes/pkg/kubelet/kuberuntime.(*containerGC).GarbageCollect",
                    "k8s.io/kubernetes/pkg/kubelet/images.(*realImageGCManager).GarbageCollect"),
            new Part("the report of the node's status", "k8s.io/kubernetes/pkg/kubelet.(*Kubelet).syncNodeStatus"));

    private static final String A_POD = "a pod";
    private static final String START = "the start of " + A_POD;
    private static final String END = "the end of " + A_POD;

    private LongWork() {}

    /** A line for each, the oldest first. */
    static List<String> notes(NodeView view, Vertex.Process kubelet) {
        var daemon = new GoDaemon(view, kubelet);
        var ages = new LinkedHashMap<String, Duration>();
        view.evidence().seen(Goroutines.TYPE, kubelet.pid()).stream()
                .flatMap(read -> read.goroutines().stream())
                .forEach(goroutine -> what(goroutine)
                        .ifPresent(what -> daemon.age(goroutine)
                                .filter(age -> age.compareTo(LONG) >= 0)
                                .ifPresent(age -> ages.merge(what, age, LongWork::longer))));
        var oldest = ages.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .toList();
        var notes = new ArrayList<String>();
        oldest.stream()
                .limit(MOST)
                .forEach(work -> notes.add(view.name(kubelet.pid()) + " has been at work on " + work.getKey()
                        + " for at least " + work.getValue().toMinutes() + " min"));
        if (oldest.size() > MOST) {
            notes.add(view.name(kubelet.pid()) + " has been at work on " + (oldest.size() - MOST)
                    + " more starts and ends of pods, or loops of its own, for more than a minute");
        }
        return notes;
    }

    /** What it is at, each pod and loop as its goroutine has it, however short. */
    static List<AtWork> all(NodeView view, Vertex.Process kubelet) {
        var daemon = new GoDaemon(view, kubelet);
        return view.evidence().seen(Goroutines.TYPE, kubelet.pid()).stream()
                .flatMap(read -> read.goroutines().stream())
                .flatMap(goroutine -> part(goroutine)
                        .map(what -> new AtWork(
                                daemon.vertex(goroutine.id()),
                                what,
                                goroutine.pod().map(Hit::of),
                                GoWork.waitsFor(goroutine),
                                daemon.age(goroutine),
                                daemon.key()))
                        .stream())
                .toList();
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** The same, with the name of the pod. */
    private static Optional<String> what(Goroutine goroutine) {
        return part(goroutine)
                .map(part -> goroutine
                        .pod()
                        .filter(_ -> part.equals(END) || part.equals(START))
                        .map(pod -> part.replace(A_POD, "pod " + pod))
                        .orElse(part));
    }

    /** The start or end of a pod, where a goroutine works on that; else the part of kubelet that it belongs to. */
    private static Optional<String> part(Goroutine goroutine) {
        if (ENDS.isIn(goroutine)) {
            return Optional.of(END);
        }
        if (STARTS.isIn(goroutine)) {
            return Optional.of(START);
        }
        for (var part : PARTS) {
            if (part.functions().isIn(goroutine)) {
                return Optional.of(part.words());
            }
        }
        return Optional.empty();
    }
}
