package io.nodethaw.hop.kernel;

import io.nodethaw.analysis.Stock;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.InotifyLimit;
import io.nodethaw.evidence.InotifyWatches;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.ProcessStatus;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.OpenFilesOfAll;
import io.nodethaw.hop.Supply;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Inotify instances and watches of each user. One that two processes share, as after a fork, counts twice. */
record InotifySupply() implements Supply {
    private static final Stock.Meaning INSTANCES = new Stock.Meaning(
            "kernel.inotify-instances",
            "no process of this user begins to watch files: kubelet, runtimes and many programs in pods do not start "
                    + "(\"too many open files\")",
            "sysctl -w fs.inotify.max_user_instances=8192 gives room at once; write it below /etc/sysctl.d too");

    private static final Stock.Meaning WATCHES = new Stock.Meaning(
            "kernel.inotify-watches",
            "no process of this user watches another file: kubelet does not see containers start (\"no space left on device\")",
            "sysctl -w fs.inotify.max_user_watches=1048576 gives room at once; write it below /etc/sysctl.d too");

    @Override
    public String name() {
        return "inotify instances and watches";
    }

    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        return switch (depth) {
            case LIGHT -> {
                var instances = instances(view);
                yield OpenFilesOfAll.sum(instances) < InotifyObstacle.FEW ? Set.of() : limits(instances);
            }
            case CLOSE -> {
                var keys = new LinkedHashSet<>(OpenFilesOfAll.wants(view));
                var instances = instances(view);
                keys.addAll(limits(instances));
                instances.keySet().forEach(pid -> keys.add(InotifyWatches.TYPE.key(pid)));
                yield keys;
            }
            case WORK, COSTLY -> Set.of();
        };
    }

    private static Set<Key> limits(Map<Integer, Long> instances) {
        var keys = new LinkedHashSet<Key>();
        keys.add(InotifyLimit.TYPE.key());
        instances.keySet().forEach(pid -> keys.add(ProcessStatus.TYPE.key(pid)));
        return keys;
    }

    private static Map<Integer, Long> instances(NodeView view) {
        return OpenFilesOfAll.count(view, InotifyObstacle.OF_ONE);
    }

    @Override
    public List<Stock> stocks(NodeView view) {
        var stocks = new ArrayList<Stock>();
        view.evidence().seen(InotifyLimit.TYPE).ifPresent(limit -> {
            var instances = instances(view);
            OpenFilesOfAll.byUser(view, instances)
                    .forEach((uid, own) -> stocks.add(stock(
                                    view,
                                    INSTANCES,
                                    "inotify instances of uid " + uid,
                                    own,
                                    limit.instances(),
                                    Descriptors.TYPE.key(own.keySet().iterator().next()))
                            .at(new Vertex.Resource(Vertex.ResourceKind.LIMIT, InotifyObstacle.LIMIT))));
            limit.watches()
                    .ifPresent(most -> OpenFilesOfAll.byUser(view, watches(view))
                            .forEach((uid, own) -> stocks.add(stock(
                                    view,
                                    WATCHES,
                                    "inotify watches of uid " + uid,
                                    own,
                                    most,
                                    InotifyWatches.TYPE.key(
                                            own.keySet().iterator().next())))));
        });
        return stocks;
    }

    private static Map<Integer, Long> watches(NodeView view) {
        var watches = new HashMap<Integer, Long>();
        view.evidence()
                .allSeen(InotifyWatches.TYPE)
                .filter(read -> view.process(read.pid()).isPresent())
                .forEach(read -> watches.put(read.pid(), read.watches()));
        return watches;
    }

    private static Stock stock(
            NodeView view, Stock.Meaning meaning, String label, Map<Integer, Long> own, long most, Key level) {
        return Stock.of(meaning, label, OpenFilesOfAll.sum(own), most, level, InotifyLimit.TYPE.key())
                .mostly(OpenFilesOfAll.most(view, own));
    }
}
