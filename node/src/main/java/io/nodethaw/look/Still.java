package io.nodethaw.look;

import io.nodethaw.collect.Probe;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Reading;
import io.nodethaw.hop.Chain;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.Found;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a node still waits for what it waited for in an earlier look, as far as a short one shows it: every daemon that answered
 * then answers now, every one that was silent is silent, and who waits and what is waited for are the same processes, stopped where they
 * were. Of a root that nobody is silent for, as of work that is overdue inside of a daemon that answers, a short look shows nothing. Pure.
 *
 * @param before the evidence of the earlier look
 * @param found what it has found
 */
record Still(Chain chain, Evidence before, Found found) {
    /** The letters of proc_pid_stat(5) by which a process shows that it cannot run: in the kernel, stopped, traced, ended. */
    private static final String HELD = "DTtZX";

    /** True when it is so by what was read now. */
    boolean in(Evidence now) {
        var then = new NodeView(before);
        var view = new NodeView(now);
        return isEachRootShown(now) && isAnsweredAlike(then, view) && areSame(then, view);
    }

    /** True where a question without an answer shows each root, then and now. */
    private boolean isEachRootShown(Evidence now) {
        return !found.shownBy().isEmpty()
                && found.shownBy().stream()
                        .allMatch(keys -> keys.stream()
                                .anyMatch(key -> before.reading(key).isSilent()
                                        && now.reading(key).isSilent()));
    }

    private boolean isAnsweredAlike(NodeView then, NodeView view) {
        return Stream.of(then, view)
                .flatMap(one -> chain.hops().stream().flatMap(hop -> hop.probes(one, Depth.LIGHT).stream()))
                .allMatch(question -> isAlike(question, now(then, question), now(view, question)));
    }

    private static Reading<?> now(NodeView view, Probe<?> question) {
        return view.evidence().reading(question.key());
    }

    /** Of questions that are alike some stand for the others, and it need not be the same ones in each look. */
    private static boolean isAlike(Probe<?> question, Reading<?> then, Reading<?> now) {
        return then.getClass().equals(now.getClass()) || question.alike() && mayBeSilent(then) && mayBeSilent(now);
    }

    private static boolean mayBeSilent(Reading<?> reading) {
        return reading.isSilent() || reading instanceof Reading.NotAsked<?>;
    }

    private boolean areSame(NodeView then, NodeView view) {
        return found.processes().stream()
                .allMatch(process -> held(then, process).equals(held(view, process))
                        && view.vertex(process.pid()).filter(process::equals).isPresent());
    }

    /** The letter of a process that cannot run; empty for one that may. */
    private static Optional<Character> held(NodeView view, Vertex.Process process) {
        return view.process(process.pid()).map(entry -> entry.state()).filter(state -> HELD.indexOf(state) >= 0);
    }
}
