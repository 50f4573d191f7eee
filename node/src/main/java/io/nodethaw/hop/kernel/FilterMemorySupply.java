package io.nodethaw.hop.kernel;

import io.nodethaw.analysis.Stock;
import io.nodethaw.evidence.FilterMemory;
import io.nodethaw.evidence.FilterPrograms;
import io.nodethaw.evidence.Key;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.Supply;
import io.nodethaw.wait.NodeView;
import java.util.List;
import java.util.Set;

/** Memory for BPF programs: the seccomp filter of each container takes some. {@link FilterMemoryObstacle} tells when it is used up. */
record FilterMemorySupply() implements Supply {
    private static final Stock.Meaning MEANING = new Stock.Meaning(
            "kernel.bpf-memory",
            "no seccomp filter can be loaded (\"errno 524\"): hardly any pod starts",
            "see who has so many programs: grep -h Seccomp_filters /proc/[0-9]*/status | sort | uniq -c, bpftool prog list; "
                    + "sysctl net.core.bpf_jit_limit gives room at once");

    @Override
    public String name() {
        return "memory for BPF programs";
    }

    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        return depth == Depth.CLOSE ? Set.of(FilterPrograms.TYPE.key(), FilterMemory.TYPE.key()) : Set.of();
    }

    @Override
    public List<Stock> stocks(NodeView view) {
        var programs = view.evidence().seen(FilterPrograms.TYPE);
        var most = view.evidence().seen(FilterMemory.TYPE);
        return programs.isEmpty() || most.isEmpty()
                ? List.of()
                : List.of(Stock.of(
                                MEANING,
                                "net.core.bpf_jit_limit",
                                programs.get().bytes(),
                                most.get().limit(),
                                FilterPrograms.TYPE.key(),
                                FilterMemory.TYPE.key())
                        .in(Stock.Unit.BYTES));
    }
}
