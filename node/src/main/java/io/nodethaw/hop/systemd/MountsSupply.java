package io.nodethaw.hop.systemd;

import io.nodethaw.analysis.Stock;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.MountLimit;
import io.nodethaw.evidence.Mounts;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.Supply;
import io.nodethaw.wait.NodeView;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Mounts in the namespace of PID 1: those of all pods are among them, and systemd reads them all again whenever one changes. */
record MountsSupply() implements Supply {
    private static final Stock.Meaning MEANING = new Stock.Meaning(
            "systemd.mounts",
            "nothing can be mounted (\"no space left on device\"): no pod starts; long before that systemd is busy reading them",
            "see which are many: findmnt -rno FSTYPE,TARGET | sort | uniq -c | sort -n | tail; a mount that is there twice is a leak");

    @Override
    public String name() {
        return "mounts of PID 1";
    }

    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        return depth == Depth.CLOSE ? Set.of(Mounts.TYPE.key(ProcessTable.INIT), MountLimit.TYPE.key()) : Set.of();
    }

    @Override
    public List<Stock> stocks(NodeView view) {
        var mounts = view.evidence().seen(Mounts.TYPE, ProcessTable.INIT);
        var most = view.evidence().seen(MountLimit.TYPE);
        return mounts.isEmpty() || most.isEmpty()
                ? List.of()
                : List.of(Stock.of(
                                MEANING,
                                "mounts of PID 1",
                                mounts.get().mounts().size(),
                                most.get().mounts(),
                                Mounts.TYPE.key(ProcessTable.INIT))
                        .mostly(mostly(mounts.get())));
    }

    private static String mostly(Mounts mounts) {
        var byType = mounts.mounts().stream().collect(Collectors.groupingBy(Mounts.Mount::type, Collectors.counting()));
        return byType.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(entry -> entry.getValue() + " of type " + entry.getKey())
                .orElse("");
    }
}
