package io.nodethaw.init;

import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.wait.NodeView;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The generators that systemd runs at each reload, and waits for (systemd.generator(7)).
 *
 * @param words "generator lvm2-generator 812, at least 3 s old"
 */
record Generators(String words) {
    /**
     * The children of PID 1 that run them, as it names them: in a sandbox since 252 (src/core/manager.c, manager_run_generators), by an
     * executor before (src/shared/exec-util.c).
     */
    private static final Set<String> RUNNERS = Set.of("(sd-gens)", "(sd-executor)", "(sd-exec-strv)");

    /** Empty where none run. */
    static Optional<Generators> of(Evidence evidence) {
        var view = new NodeView(evidence);
        return view.childrenOf(ProcessTable.INIT).stream()
                .filter(child -> RUNNERS.contains(child.comm()) && !child.isGone())
                .map(runner -> of(view, runner))
                .findFirst();
    }

    private static Generators of(NodeView view, ProcessTable.Entry runner) {
        var age = view.age(runner).map(Duration::toSeconds).orElse(0L);
        return new Generators(leaf(view, runner)
                        .map(one -> "generator " + view.name(one.pid()))
                        .orElse("its generators")
                + (age > 0 ? ", for " + age + " s at least" : ""));
    }

    /** The oldest process below it that is no runner. */
    private static Optional<ProcessTable.Entry> leaf(NodeView view, ProcessTable.Entry runner) {
        return view.childrenOf(runner.pid()).stream()
                .filter(child -> !child.isGone())
                .flatMap(child -> RUNNERS.contains(child.comm()) ? leaf(view, child).stream() : Stream.of(child))
                .min(Comparator.comparingInt(ProcessTable.Entry::pid));
    }
}
