package io.nodethaw.hop.kernel;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Root;
import io.nodethaw.analysis.Rule;
import io.nodethaw.analysis.Step;
import io.nodethaw.evidence.Freeze;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Logged;
import io.nodethaw.hop.LateEdges;
import io.nodethaw.hop.LoggedFinding;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.Wait;
import io.nodethaw.wait.WaitGraph;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Texts say that a cgroup is frozen, or show a task that sleeps in the freezer, without its cgroup. Where they name one frozen cgroup, such
 * a task is in that one, as far as they tell.
 */
final class FrozenSaid implements Rule, LateEdges {
    private static final String TITLE = "frozen, its processes do nothing";

    /** In what a task that cannot be frozen leaves it, by whoever freezes it (Documentation/admin-guide/cgroup-v1/freezer-subsystem.rst). */
    private static final String UNDER_WAY = "FREEZING";

    /** The cgroup of one container, or one in it: a user may have paused it. */
    private static final Pattern CONTAINER = Pattern.compile(
            "(?<=[/:-])[0-9a-f]{32,64}(?:\\.scope)?(?:/|$)|/(?:cri-containerd|crio|docker|libpod|nerdctl)-[^/]+(?:/|$)"
                    + "|/(?:kubepods-(?:\\w+-)?)?pod[^/]+/[^/]");

    /** What a trace shows of who freezes it: "runc 123 reads FREEZING of its freezer.state". */
    private static final Pattern READER = Pattern.compile("^.{1,64}? (\\d{1,9}) reads F");

    /** A few times it is read also where the freezer gets there. */
    private static final int OFTEN = 10;

    /**
     * What starts need; any other service may be frozen because somebody wanted it so (systemctl freeze), and what is below a service may be
     * a container of it.
     */
    private static final Pattern OF_NODE =
            Pattern.compile("/kubepods|/system\\.slice(?:/(?:containerd|docker|kubelet|crio|"
                    + "cri-docker|k3s|k3s-agent|rke2-agent|rke2-server|dbus|dbus-broker)\\.service)?$");

    /** The cgroup of one process, which is not told: it may be that of a container. */
    private static final Pattern OF_PROCESS = Pattern.compile("^the cgroup of (?:process (\\d{1,9})|that process)$");

    private static final Step STEP = new Step(
            "grep -r -e FROZEN -e FREEZING /sys/fs/cgroup/freezer --include=freezer.state",
            "shows every frozen cgroup; then thaw it, unless somebody has paused that container: echo THAWED > freezer.state");

    private static final Step STEP_OF_TWO = new Step(
            "grep -rx 'frozen 1' /sys/fs/cgroup --include=cgroup.events",
            "shows every frozen cgroup; then thaw it, unless somebody has paused that container: echo 0 > cgroup.freeze");

    @Override
    public Explanation explanation() {
        return new Explanation(
                "kernel.cgroup-frozen",
                "The freezer state of a cgroup reads FROZEN (v1), or its cgroup.events say so (v2). Nothing in it runs, in v1 no signal "
                        + "ends it, and whoever removes it waits. "
                        + "Old versions of runc could leave it so when they changed the limits of a container (before 1.0.1).",
                List.of(
                        "cgroup v1: freezer.state of the cgroup and of each above it; v2: the line 'frozen 1' in cgroup.events.",
                        "docker ps --filter status=paused: a container that a user has paused is meant to be frozen.",
                        "ps -e | grep runc: a runc at work thaws it again by itself."),
                "Where no runc is at work for it and nobody has paused it: echo THAWED > freezer.state (v1), echo 0 > cgroup.freeze (v2).",
                List.of(
                        "Documentation/admin-guide/cgroup-v1/freezer-subsystem.rst",
                        "Documentation/admin-guide/cgroup-v2.rst, cgroup.freeze",
                        "Kubernetes issue 104280",
                        "runc libcontainer/cgroups/systemd/v1.go"));
    }

    /** What is said of one cgroup. */
    private record Group(Logged said, Vertex at) {
        Group(Logged said) {
            this(
                    said,
                    new Vertex.Resource(
                            Vertex.ResourceKind.CGROUP,
                            said.about().isEmpty() ? "a frozen cgroup" : Freeze.inHierarchy(said.about())));
        }

        String title() {
            return isUnderWay() ? "is to be frozen, and a task of it does not get there" : TITLE;
        }

        /** What who waits for it waits for. */
        String waits() {
            return isUnderWay() ? "waits until it is frozen" : TITLE;
        }

        private boolean isUnderWay() {
            return said.text().contains(UNDER_WAY) && !said.program().isEmpty();
        }

        boolean isNamed() {
            return said.about().startsWith("/");
        }

        /** False where a user may have wanted it so. */
        boolean counts() {
            return said.about().isEmpty()
                    || (!isUnderWay() || said.times() >= OFTEN)
                            && OF_NODE.matcher(said.about()).find()
                            && !CONTAINER.matcher(said.about()).find();
        }
    }

    private static Stream<Group> said(NodeView view) {
        return Logged.all(view.evidence(), Logged.Sign.FROZEN).map(Group::new);
    }

    /** The groups that are told of: a task whose group is told otherwise makes none of its own. */
    private static List<Group> groups(NodeView view) {
        var all = said(view).toList();
        return all.stream().filter(group -> of(view, group, all).isEmpty()).toList();
    }

    /**
     * The group that a task sleeps in, which is said to be frozen without its group: the one that it is told to be in, or the only one that
     * is named.
     */
    private static Optional<Group> of(NodeView view, Group task, List<Group> all) {
        var pid = pid(task);
        var named = all.stream().filter(Group::isNamed).toList();
        return pid.isEmpty()
                ? Optional.empty()
                : named.stream()
                        .filter(group -> isIn(view, pid.get(), group))
                        .findFirst()
                        .or(() -> named.size() == 1 ? Optional.of(named.getFirst()) : Optional.empty());
    }

    private static Optional<Integer> pid(Group task) {
        var told = OF_PROCESS.matcher(task.said().about());
        return told.find() ? Optional.ofNullable(told.group(1)).map(Integer::valueOf) : Optional.empty();
    }

    private static boolean isIn(NodeView view, int pid, Group group) {
        return view.evidence()
                .seen(Freeze.TYPE, pid)
                .filter(read -> group.isNamed()
                        && read.isBelow(Freeze.inHierarchy(group.said().about())))
                .isPresent();
    }

    /** Who is in which group, as far as it is told; else its processes, whichever they are. */
    private static List<Edge> waits(NodeView view) {
        var edges = new ArrayList<Edge>();
        var all = said(view).toList();
        for (var task : all) {
            of(view, task, all)
                    .ifPresent(group -> pid(task)
                            .flatMap(view::vertex)
                            .ifPresent(from -> edges.add(wait(
                                    from, group, task.said().text(), task.said().key()))));
        }
        for (var group : groups(view)) {
            view.evidence()
                    .allSeen(Freeze.TYPE)
                    .filter(read -> isIn(view, read.pid(), group))
                    .flatMap(read -> view.vertex(read.pid()).stream())
                    .filter(process ->
                            edges.stream().noneMatch(edge -> edge.from().equals(process)))
                    .forEach(process -> edges.add(wait(
                            process, group, "is in this cgroup, which is frozen", Freeze.TYPE.key(process.pid()))));
            if (edges.stream().noneMatch(edge -> edge.to().equals(group.at()))) {
                edges.add(Edge.of(
                        waiter(view, group),
                        group.at(),
                        Strength.NEEDS,
                        Wait.UNIT,
                        group.waits(),
                        group.said().key()));
            }
        }
        return edges;
    }

    /** Whoever freezes it, by its number, as a trace tells it; else whoever says so. */
    private static Vertex waiter(NodeView view, Group group) {
        var reader = READER.matcher(group.said().text());
        var pid = reader.find() ? Optional.of(Integer.valueOf(reader.group(1))) : Optional.<Integer>empty();
        return pid.flatMap(view::vertex)
                .<Vertex>map(process -> process)
                .orElseGet(() -> group.said().program().isEmpty()
                        ? new Vertex.Remote("its processes")
                        : LoggedFinding.speaker(view, group.said()));
    }

    private static Edge wait(Vertex from, Group group, String text, Key reading) {
        return Edge.of(
                from,
                group.at(),
                Strength.INFERRED,
                Wait.UNIT,
                text,
                reading,
                group.said().key());
    }

    /** The cgroups, as parts of this hop. */
    static Stream<Role> roles(NodeView view, String hop) {
        return groups(view).stream()
                .map(Group::at)
                .distinct()
                .map(at -> new Role(at, hop, name((Vertex.Resource) at), "", Role.Standing.NOT_ASKED));
    }

    private static String name(Vertex.Resource cgroup) {
        return cgroup.id().startsWith("/") ? "cgroup " + cgroup.id() : cgroup.id();
    }

    @Override
    public List<Victim> victims(NodeView view, Collection<Role> roles) {
        return waits(view).stream()
                .map(edge -> new Victim(edge.from(), edge.text(), Optional.empty(), false, edge.readings()))
                .distinct()
                .toList();
    }

    @Override
    public List<Edge> edges(NodeView view, List<Role> roles, List<Victim> victims, List<Edge> known) {
        return waits(view);
    }

    @Override
    public List<Finding> judge(NodeView view, WaitGraph graph) {
        return groups(view).stream().map(this::finding).distinct().toList();
    }

    private Finding finding(Group group) {
        var proofs = List.of(Proof.of(group.said().proof(), group.said().key()));
        var code = explanation().code();
        return group.counts()
                ? new Finding.Stuck(code, group.at(), Confidence.LIKELY, group.title(), proofs)
                : new Finding.Warning(code, group.at(), Confidence.POSSIBLE, group.title(), proofs);
    }

    @Override
    public Optional<Step> step(NodeView view, WaitGraph graph, Root root) {
        var code = explanation().code();
        return root.finding()
                .filter(finding -> finding.code().equals(code))
                .flatMap(_ -> groups(view).stream()
                        .filter(group -> group.at().equals(root.vertex()))
                        .findFirst()
                        .map(group -> group.said().text().contains("cgroup.")
                                        || group.said().text().endsWith("do_freezer_trap")
                                        || group.said().text().endsWith("get_signal")
                                ? STEP_OF_TWO
                                : STEP));
    }
}
