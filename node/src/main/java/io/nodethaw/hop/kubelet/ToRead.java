package io.nodethaw.hop.kubelet;

import static java.util.stream.Collectors.toSet;

import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.KubeletLog;
import io.nodethaw.hop.Depth;
import io.nodethaw.wait.NodeView;
import java.util.LinkedHashSet;
import java.util.Set;

/** What is read of kubelet, the cheap first. Its goroutines tell what it is at: it is written in Go. */
final class ToRead {
    private ToRead() {}

    static Set<Key> at(NodeView view, Depth depth) {
        return switch (depth) {
            case LIGHT -> light(view);
            case WORK -> work(view);
            case CLOSE -> view.isSeenByRoot() ? close(view) : Set.of();
            case COSTLY -> Set.of();
        };
    }

    private static Set<Key> light(NodeView view) {
        var keys = new LinkedHashSet<>(HealthPort.identity(view));
        keys.addAll(NoPort.wants(view));
        return keys;
    }

    private static Set<Key> work(NodeView view) {
        var keys = new LinkedHashSet<Key>();
        for (int pid : KubeletHop.pids(view)) {
            keys.add(Goroutines.TYPE.key(pid));
            keys.addAll(PodsOwn.wants(view));
            keys.addAll(access(view));
            if (ApiServer.mayBeLost(view, pid)) {
                keys.addAll(log(view));
            }
        }
        return keys;
    }

    private static Set<Key> close(NodeView view) {
        var keys = new LinkedHashSet<>(access(view));
        if (KubeletHop.pids(view).stream().anyMatch(pid -> Relist.isOn(view, pid))) {
            keys.addAll(log(view));
        }
        return keys;
    }

    private static Set<Key> log(NodeView view) {
        return KubeletUnit.running(view).stream().map(KubeletLog.TYPE::key).collect(toSet());
    }

    /** Also of a kubelet that does not run: it may not, because its certificate does not count. */
    private static Set<Key> access(NodeView view) {
        return KubeletUnit.any(view).stream().map(KubeletAccess.TYPE::key).collect(toSet());
    }
}
