package io.nodethaw.hop.kernel;

import io.nodethaw.analysis.Stock;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.MemoryGroups;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.Supply;
import io.nodethaw.wait.NodeView;
import java.util.List;
import java.util.Set;

/** Numbers of memory control groups: each container has some, and one that was removed keeps its number while it keeps memory. */
record MemoryGroupsSupply() implements Supply {
    private static final Stock.Meaning MEANING = new Stock.Meaning(
            "kernel.memory-groups",
            "no control group can be made (\"no space left on device\", \"cannot allocate memory\"): no container and no unit starts",
            "where far fewer are in /sys/fs/cgroup, removed groups keep memory: sync; echo 2 > /proc/sys/vm/drop_caches lets most go");

    @Override
    public String name() {
        return "memory control groups";
    }

    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        return depth == Depth.CLOSE ? Set.of(MemoryGroups.TYPE.key()) : Set.of();
    }

    @Override
    public List<Stock> stocks(NodeView view) {
        return view.evidence().seen(MemoryGroups.TYPE).stream()
                .map(read -> Stock.of(
                        MEANING, "memory control groups", read.groups(), MemoryGroups.MOST, MemoryGroups.TYPE.key()))
                .toList();
    }
}
