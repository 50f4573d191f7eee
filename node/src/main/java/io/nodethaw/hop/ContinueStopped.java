package io.nodethaw.hop;

import io.nodethaw.analysis.Root;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Outcome;
import io.nodethaw.collect.proc.Proc;
import io.nodethaw.collect.socket.Signals;
import io.nodethaw.remedy.Check;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.NodeAccess;
import io.nodethaw.remedy.Remedy;
import io.nodethaw.remedy.Target;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Wait;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lets a process of the node go on that a signal has stopped and nobody traces: SIGCONT. A stopped process cannot tell who stopped it,
 * nor can the kernel.
 *
 * @param hop name of its hop
 * @param code of the finding that it is stopped
 */
public record ContinueStopped(String hop, String code) implements Remedy {
    private static final Duration LIMIT = Duration.ofSeconds(1);

    /** Of a hop's own processes: "HOP.stopped". */
    public static ContinueStopped of(String hop) {
        return new ContinueStopped(hop, hop + ".stopped");
    }

    @Override
    public String name() {
        return hop + ".continue";
    }

    @Override
    public Set<String> answers() {
        return Set.of(code);
    }

    @Override
    public String title(Target stopped) {
        return "SIGCONT to " + stopped.name();
    }

    @Override
    public String risk() {
        return "nobody can tell who stopped it and why; whoever did may have wanted it so, and it goes on with what it was at";
    }

    /**
     * A process that signals alone keep from going on: not one that is traced or frozen. Of those that are no hop only helpers of the
     * node are meant; whoever else is stopped may be left so, where something less can be done for those who wait.
     */
    @Override
    public Optional<Target> target(Diagnosis now, Root root) {
        return root.vertex() instanceof Vertex.Process process
                        && process.isCertain()
                        && now.stops(process).equals(List.of(Wait.STOPPED))
                        && (root.hop().equals(hop) || NodesOwn.isShown(now.view(), process.pid()))
                ? Optional.of(Target.of(process, root.name()))
                : Optional.empty();
    }

    @Override
    public boolean offered(Diagnosis now, Target stopped) {
        return NodesOwn.isShown(now.view(), stopped.pid());
    }

    @Override
    public List<Check> checks(NodeAccess access, Target stopped, Diagnosis now) {
        return checks(stopped, NodesOwn.read(access, stopped));
    }

    static List<Check> checks(Target stopped, NodesOwn read) {
        var what = "every thread of " + stopped.name() + " is stopped by a signal";
        return List.of(
                read.same(stopped),
                read.untraced(stopped),
                Check.that(
                        read.isStopped(),
                        what,
                        stopped.name() + " is not stopped any more, or not whole: diagnose again"),
                read.own(stopped));
    }

    @Override
    public boolean countsEachTarget() {
        return true;
    }

    @Override
    public String perform(NodeAccess access, Target stopped, Diagnosis now) throws IOException {
        new Signals(access.host()).send(stopped.pid(), stopped.startTicks(), Signals.CONT);
        return "SIGCONT was sent";
    }

    /** Going on takes no time; what it has missed meanwhile takes a moment. */
    @Override
    public Duration settling() {
        return Duration.ofSeconds(5);
    }

    /** One that has ended its work, as runc does, is well too. */
    @Override
    public boolean isWell(NodeAccess access, Target stopped) {
        return Outcome.of(_ -> new Proc(access.host()).process(stopped.pid()), Deadline.in(LIMIT))
                .seen()
                .filter(now -> Vertex.Process.of(now).equals(stopped.vertex()))
                .filter(now -> "Tt".indexOf(now.state()) >= 0)
                .isEmpty();
    }

    @Override
    public String recovery() {
        return "is not stopped any more";
    }

    /** Sent twice it does no harm. */
    @Override
    public Became became(Target stopped, String mark, Diagnosis now) {
        boolean still = now.view()
                .process(stopped.pid())
                .filter(process -> Vertex.Process.of(process).equals(stopped.vertex()))
                .filter(process -> process.state() == 'T')
                .isPresent();
        return still
                ? new Became(false, stopped.name() + " is still stopped: SIGCONT counts as not sent")
                : new Became(true, stopped.name() + " is not stopped any more");
    }
}
