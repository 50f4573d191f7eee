package io.nodethaw.hop.kernel;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Step;
import io.nodethaw.evidence.FilterMemory;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.RefusedStarts;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.Obstacle;
import io.nodethaw.hop.Refusal;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * BPF programs have all the memory that they may have, so that no seccomp filter can be loaded. What is read shows whether that can be;
 * that it is so only the error of a refused filter shows, which has no other cause.
 */
record FilterMemoryObstacle() implements Obstacle {
    private static final String LIMIT = "net.core.bpf_jit_limit";

    private static final long MIB = 1 << 20;

    /** Bytes of one filter. The default one of docker has some hundred instructions: 8 to 16 KiB. Our choice: room for a few. */
    private static final long OF_A_START = 64 << 10;

    @Override
    public Explanation explanation() {
        return new Explanation(
                "kernel.filter-memory",
                "BPF programs have as much memory as net.core.bpf_jit_limit allows, and a daemon was refused a seccomp filter (\"errno 524\"). "
                        + "Each container with a filter needs some, and the sandbox of a pod has one unless it is privileged: hardly any pod starts. "
                        + "Containers that run go on.",
                List.of(
                        "sysctl net.core.bpf_jit_limit, in bytes.",
                        "awk '/bpf_jit/ {sum += $2} END {print sum}' /proc/vmallocinfo adds up what the programs have; kernels of today call that "
                                + "memory execmem_alloc.",
                        "journalctl -u containerd -u docker -u kubelet -g 'errno 524' shows the starts that failed.",
                        "grep -h Seccomp_filters /proc/[0-9]*/status | sort | uniq -c and bpftool prog list show who has programs."),
                "Raise the limit: it may be twice what the kernel has set by itself; write it below /etc/sysctl.d too. Then look who has so "
                        + "many programs: containers, tracing tools, or a kernel that loses them.",
                List.of(
                        "kernel: Documentation/admin-guide/sysctl/net.rst, bpf_jit_limit",
                        "kernel: kernel/bpf/core.c, bpf_jit_charge_modmem, bpf_prog_select_runtime"));
    }

    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        return switch (depth) {
            case LIGHT -> Set.of(FilterMemory.TYPE.key());
            case CLOSE -> met(view).isEmpty() ? Set.of() : Set.of(RefusedStarts.TYPE.key());
            case WORK, COSTLY -> Set.of();
        };
    }

    @Override
    public List<Met> met(NodeView view) {
        return view.evidence().seen(FilterMemory.TYPE).stream()
                .filter(read -> read.mapped() + OF_A_START > read.limit())
                .map(read -> met(view, read))
                .toList();
    }

    /** Others have such memory too, so it is likely and never proven. */
    private static Met met(NodeView view, FilterMemory read) {
        var refusal = Refusal.of(view.evidence(), RefusedStarts.Why.NO_FILTER);
        return new Met(
                new Vertex.Resource(Vertex.ResourceKind.LIMIT, LIMIT),
                LIMIT,
                String.format(Locale.ROOT, "reached, %d MiB", read.limit() / MIB),
                refusal.certainty(false),
                Confidence.LIKELY,
                refusal.after(Proof.of(
                        String.format(
                                Locale.ROOT,
                                "the kernel maps %d MiB page by page besides stacks, and BPF programs may have %d MiB of that",
                                read.mapped() / MIB,
                                read.limit() / MIB),
                        FilterMemory.TYPE.key())));
    }

    /** The kernel takes twice what it sets by itself: a quarter, and since 6.3 half, of the most. */
    @Override
    public Optional<Step> step(NodeView view, Met met) {
        return view.evidence()
                .seen(FilterMemory.TYPE)
                .map(read -> new Step(
                        "sysctl -w " + LIMIT + "=" + 2 * read.limit(),
                        "gives room at once; write it below /etc/sysctl.d too, and look who has so many programs"));
    }
}
