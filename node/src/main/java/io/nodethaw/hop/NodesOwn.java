package io.nodethaw.hop;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Outcome;
import io.nodethaw.collect.kernel.Questions;
import io.nodethaw.collect.proc.Proc;
import io.nodethaw.evidence.Freeze;
import io.nodethaw.evidence.Namespaces;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.remedy.Check;
import io.nodethaw.remedy.NodeAccess;
import io.nodethaw.remedy.Target;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is read of a process right before something is done to it, and what has to hold of it: that it is the process that was
 * diagnosed, that nobody traces it, and that it is the node's own. What it is called says nothing of that, nor do its sockets; the
 * unit of systemd that it runs in does, and whether it shares the process numbers of PID 1.
 *
 * @param groups its control groups
 * @param top the control groups of PID 1, below which the units of the node are
 * @param namespaces its own
 * @param ofInit those of PID 1
 */
public record NodesOwn(
        Reading<ProcessTable.Entry> process,
        Reading<Tasks> tasks,
        Reading<Freeze> groups,
        Reading<Freeze> top,
        Namespaces namespaces,
        Namespaces ofInit) {
    private static final Duration LIMIT = Duration.ofSeconds(2);

    /**
     * The control group of a service, seen from the top: below slices of the machine, and nothing below the service itself, where some
     * programs keep containers. Below user.slice and machine.slice, and in the groups of pods, are programs of others.
     */
    private static final Pattern SERVICE =
            Pattern.compile("(?!/(?:user|machine|kubepods[^/]*)\\.slice/)(?:/[^/]+\\.slice)*+/([^/]+\\.service)");

    /** Systemd's own hierarchy where control groups of version 1 are used (man 7 cgroups). */
    private static final String OF_SYSTEMD = "name=systemd:";

    /** The tree of version 2. */
    private static final String UNIFIED = ":";

    /** Where PID 1 itself is, below the top. */
    private static final String INIT_SCOPE = "/init.scope";

    /** Reads it. */
    public static NodesOwn read(NodeAccess access, Target target) {
        var proc = new Proc(access.host());
        return new NodesOwn(
                Outcome.of(_ -> proc.process(target.pid()), Deadline.in(LIMIT)),
                Outcome.of(_ -> proc.tasks(target.pid()), Deadline.in(LIMIT)),
                access.read(Questions.freeze(target.pid())),
                access.read(Questions.freeze(ProcessTable.INIT)),
                proc.namespaces(target.pid()),
                proc.namespaces(ProcessTable.INIT));
    }

    /** It is the process that was diagnosed. */
    public Check same(Target target) {
        var what = target.name() + " is the process that was diagnosed";
        return process.seen()
                .map(now -> Check.that(
                        Vertex.Process.of(now).equals(target.vertex()) && !now.isGone(),
                        what,
                        target.name() + " has ended meanwhile: diagnose again"))
                .orElseGet(
                        () -> Check.refuses(what, target.name() + " could not be read, or has ended: diagnose again"));
    }

    /** True when it has ended: its pid is nobody's, or another process's. */
    public boolean isGone(Target target) {
        return process instanceof Reading.NotAsked<ProcessTable.Entry>
                || process.seen()
                        .filter(now -> now.isGone() || !Vertex.Process.of(now).equals(target.vertex()))
                        .isPresent();
    }

    /** True for PID 1, and where the evidence of a look shows that it is in a service of the node; whoever acts reads that anew. */
    public static boolean isShown(NodeView view, int pid) {
        return pid == ProcessTable.INIT
                || view.evidence()
                        .seen(Freeze.TYPE, pid)
                        .flatMap(of -> service(of, top(view)))
                        .isPresent();
    }

    private static Freeze top(NodeView view) {
        return view.evidence()
                .seen(Freeze.TYPE, ProcessTable.INIT)
                .orElseGet(() -> new Freeze(ProcessTable.INIT, List.of(":" + INIT_SCOPE), Optional.empty()));
    }

    /** No thread of it is held by a tracer: a debugger that holds it wants it so. */
    public Check untraced(Target target) {
        var what = "nobody traces " + target.name();
        return tasks.seen()
                .map(now -> now.tasks().stream()
                        .filter(task -> task.tracer() != 0)
                        .findFirst()
                        .map(task -> Check.refuses(
                                what,
                                "process " + task.tracer() + " traces " + target.name()
                                        + ": let that one go on, or end it by hand if nobody needs it"))
                        .orElseGet(() -> Check.holds(what)))
                .orElseGet(() -> Check.refuses(what, "could not read whether somebody traces " + target.name()));
    }

    /** True when every thread is stopped by a signal. */
    public boolean isStopped() {
        return tasks.seen()
                .filter(now -> !now.tasks().isEmpty() && now.tasks().stream().allMatch(task -> task.state() == 'T'))
                .isPresent();
    }

    /** It is the node's own: PID 1, or of a service of the node, with the process numbers of PID 1. */
    public Check own(Target target) {
        var what = target.name() + " is a process of the node itself";
        if (target.pid() == ProcessTable.INIT) {
            return Check.holds(what);
        }
        boolean known = namespaces.process() != 0 && ofInit.process() != 0;
        if (!known || groups.seen().isEmpty() || top.seen().isEmpty()) {
            return Check.refuses(
                    what, "could not read whether " + target.name() + " is the node's own or a container's");
        }
        if (namespaces.process() != ofInit.process()) {
            return Check.refuses(
                    what,
                    target.name()
                            + " is in a container, whose owner decides: its process numbers are not those of PID 1");
        }
        return service(groups.seen().get(), top.seen().get())
                .map(unit -> Check.holds(what + ": of " + unit))
                .orElseGet(() -> Check.refuses(
                        what,
                        target.name() + " is in no service of the node, but in "
                                + groups.seen()
                                        .flatMap(of -> path(of, tree(top.seen().orElse(of))))
                                        .orElse("no control group")
                                + ": who started it decides"));
    }

    /** The service of the node that it runs in; empty where it runs in none, or that could not be read. */
    public Optional<String> unit() {
        return groups.seen().flatMap(of -> top.seen().flatMap(init -> service(of, init)));
    }

    /** The service whose control group this path is, below the top. */
    Optional<String> serviceAt(String path) {
        return top.seen().flatMap(init -> service(path, init));
    }

    /** The service of the node that control groups stand for; empty for those of containers, and of users who have logged in. */
    static Optional<String> service(Freeze of, Freeze init) {
        return path(of, tree(init)).flatMap(path -> service(path, init));
    }

    private static Optional<String> service(String group, Freeze init) {
        var top = path(init, tree(init))
                .map(path -> path.endsWith(INIT_SCOPE) ? path.substring(0, path.length() - INIT_SCOPE.length()) : path)
                .map(path -> path.equals("/") ? "" : path)
                .orElse("");
        return Optional.of(group)
                .filter(path -> path.startsWith(top + "/"))
                .map(path -> SERVICE.matcher(path.substring(top.length())))
                .filter(found -> found.matches())
                .map(found -> found.group(1));
    }

    /** The tree that systemd uses: where PID 1 is in a group of its own; else its own of version 1, where there is one. */
    private static String tree(Freeze init) {
        return Stream.of(OF_SYSTEMD, UNIFIED)
                .filter(tree -> path(init, tree)
                        .filter(path -> path.endsWith(INIT_SCOPE))
                        .isPresent())
                .findFirst()
                .orElseGet(() -> path(init, OF_SYSTEMD).isPresent() ? OF_SYSTEMD : UNIFIED);
    }

    private static Optional<String> path(Freeze of, String tree) {
        return of.cgroups().stream()
                .filter(line -> line.startsWith(tree))
                .findFirst()
                .map(line -> line.substring(tree.length()));
    }
}
