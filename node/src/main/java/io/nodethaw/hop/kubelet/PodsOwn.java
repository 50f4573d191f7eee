package io.nodethaw.hop.kubelet;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.PodTroubles;
import io.nodethaw.wait.NodeView;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Pods that have trouble of their own: a person who looks for a missing pod should not look for it in the node. */
final class PodsOwn {
    private static final int MOST = 4;

    private PodsOwn() {}

    static Set<Key> wants(NodeView view) {
        return KubeletUnit.running(view).stream().map(PodTroubles.TYPE::key).collect(toSet());
    }

    static Optional<String> note(NodeView view) {
        return KubeletUnit.running(view)
                .flatMap(unit -> view.evidence().seen(PodTroubles.TYPE, unit))
                .map(PodTroubles::pods)
                .filter(pods -> !pods.isEmpty())
                .map(PodsOwn::words);
    }

    private static String words(List<PodTroubles.Trouble> pods) {
        var named = pods.stream()
                .limit(MOST)
                .map(pod -> pod.pod() + " (" + pod.reason() + " of " + pod.container() + ")")
                .collect(joining(", "));
        return (pods.size() == 1 ? "a pod has trouble of its own" : pods.size() + " pods have trouble of their own")
                + ", by kubelet's log: " + named + (pods.size() > MOST ? " and " + (pods.size() - MOST) + " more" : "");
    }
}
