package io.nodethaw.report;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.analysis.Cause;
import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Leftover;
import io.nodethaw.analysis.Outlook;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Root;
import io.nodethaw.analysis.Said;
import io.nodethaw.analysis.Step;
import io.nodethaw.analysis.Stock;
import io.nodethaw.analysis.Trend;
import io.nodethaw.analysis.Triage;
import io.nodethaw.analysis.Verdict;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.Wait;
import io.nodethaw.wait.WaitGraph;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Verdicts written by hand, one for each form that a report takes. */
final class SampleReports {
    static final Instant AT = Instant.parse("2026-03-04T05:06:07Z");

    private static final Vertex.Process SYSTEMD = new Vertex.Process(1, 1);
    private static final Vertex.Process CONTAINERD = new Vertex.Process(96, 500);
    private static final Vertex.Process SHIM = new Vertex.Process(210, 900);
    private static final Vertex.Process RUNC = new Vertex.Process(218, 950);
    private static final Vertex.Process INIT = new Vertex.Process(225, 960);
    private static final Vertex US = new Vertex.Ourselves();
    private static final Duration AGE = Duration.ofMinutes(41);
    private static final Key CALL = new Key("system-call", "225/225");
    private static final Key SOCKETS = new Key("unix-sockets", "");

    private static final List<Role> ROLES = List.of(
            new Role(SYSTEMD, "systemd", "systemd 1", "", Role.Standing.SILENT),
            new Role(CONTAINERD, "containerd", "containerd 96", "", Role.Standing.ANSWERED),
            new Role(SHIM, "shim", "shim 210", "c0ffee12 web", Role.Standing.ANSWERED),
            new Role(RUNC, "runc", "runc 218", "", Role.Standing.NOT_ASKED),
            new Role(INIT, "runc", "runc init 225", "", Role.Standing.NOT_ASKED));

    private static final Finding.Stuck DEAF = new Finding.Stuck(
            "systemd.deaf-on-bus",
            SYSTEMD,
            Confidence.PROVEN,
            "deaf on the system bus",
            List.of(
                    Proof.of("owns its name", new Key("bus-owner", "org.freedesktop.systemd1")),
                    Proof.of("silent on the bus", new Key("systemd-on-bus", "")),
                    Proof.of("answers on its private socket", new Key("systemd-private", "")),
                    Proof.of("does not poll the bus, 2128 bytes unread", new Key("bus-link", ""), SOCKETS)));

    private SampleReports() {}

    /** All sample reports, by the names of their golden files. */
    static Map<String, Report> all() {
        var all = new TreeMap<String, Report>();
        all.put("healthy", healthy());
        all.put("near-the-end", nearTheEnd());
        all.put("deaf", deaf());
        all.put("four-stopped", fourStopped());
        all.put("deadlock", deadlock());
        all.put("many-alike", manyAlike());
        all.put("slow", slow());
        all.put("blind", blind());
        all.put("hostile-names", hostileNames());
        all.put("hostile-last-words", hostileLastWords());
        return all;
    }

    static Report healthy() {
        return report(Verdict.State.HEALTHY, List.of(), List.of(), List.of(), List.of());
    }

    static Report nearTheEnd() {
        var calm = healthy();
        return new Report(
                calm.verdict(),
                calm.graph(),
                calm.view(),
                new Triage(
                        List.of("containerd"),
                        List.of("4 units"),
                        Optional.empty(),
                        "",
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        List.of(),
                        Stream.of(warnings(), warnings()).flatMap(List::stream).toList(),
                        left(),
                        List::of),
                calm.tool(),
                calm.source(),
                calm.notes());
    }

    static Report deaf() {
        var chain = List.of(
                Edge.of(
                        CONTAINERD,
                        SHIM,
                        Strength.INFERRED,
                        Wait.OPEN_CONNECTION,
                        "open connection to shim 210",
                        SOCKETS),
                Edge.of(
                                SHIM,
                                RUNC,
                                Strength.INFERRED,
                                Wait.OVERDUE_CHILD,
                                "child 218 overdue",
                                new Key("processes", ""))
                        .atLeast(AGE),
                new Edge(
                        INIT,
                        RUNC,
                        Strength.NEEDS,
                        Wait.UNIX_SOCKET,
                        225,
                        3,
                        12,
                        "read on socket 8812",
                        Optional.empty(),
                        List.of(CALL, SOCKETS)),
                Edge.of(RUNC, SYSTEMD, Strength.INFERRED, Wait.DBUS_CALL, "at work on c0ffee12", SOCKETS)
                        .atLeast(AGE),
                Edge.of(US, SYSTEMD, Strength.NEEDS, Wait.PROBE, "Ping on the system bus, no answer", SOCKETS)
                        .atLeast(Duration.ofMillis(1003)));
        var victim = new Victim(RUNC, "its runc init has not exec'd", Optional.of(AGE), true, List.of(CALL));
        var root = new Root(SYSTEMD, "systemd 1", "systemd", List.of(), Optional.of(DEAF), List.of(victim), true);
        var verdict = new Verdict(
                Verdict.State.STALLED,
                AT,
                List.of(root),
                List.of(victim),
                chain,
                ROLES,
                List.of(
                        DEAF,
                        new Finding.Warning(
                                "systemd.old",
                                SYSTEMD,
                                Confidence.LIKELY,
                                "a release with a known bug",
                                List.of(Proof.of("version 219-62.7")))),
                List.of(new Cause(
                        DEAF.code(),
                        "sd-bus cookie overflow: the counter in PID 1 is 4294967296",
                        Confidence.PROVEN,
                        List.of(Proof.of("read from its memory", new Key("systemd-cookie", ""))))),
                List.of(new Finding.Clear(
                        "dbus.echo",
                        new Vertex.Process(60, 80),
                        "a message to ourselves came back in 2 ms",
                        List.of())),
                List.of(
                        new BlindSpot("cri-o", "not on this node", false),
                        new BlindSpot("kernel stacks", "not permitted", false)),
                List.of("a nested node is not judged here: its systemd is process 4711"),
                Optional.of("nodethaw heal --yes   (Reexecute through the private socket)"));
        return of(verdict, ROLES);
    }

    static Report fourStopped() {
        return threeRoots("stopped by a signal");
    }

    static Report threeRoots(String title) {
        var roots = new ArrayList<Root>();
        for (var role : List.of(ROLES.get(0), ROLES.get(2), ROLES.get(1))) {
            var finding = new Finding.Stuck(
                    role.hop() + ".stopped",
                    role.vertex(),
                    Confidence.PROVEN,
                    title,
                    List.of(Proof.of("state T", new Key("processes", ""))));
            roots.add(new Root(
                    role.vertex(), role.label(), role.hop(), List.of(), Optional.of(finding), List.of(), true));
        }
        var chain = List.of(
                Edge.of(US, SYSTEMD, Strength.NEEDS, Wait.PROBE, "Ping on the system bus, no answer"),
                Edge.of(
                        SYSTEMD,
                        new Vertex.Resource(Vertex.ResourceKind.KERNEL, "SIGCONT"),
                        Strength.NEEDS,
                        Wait.STOPPED,
                        "stopped by a signal"));
        return report(Verdict.State.STALLED, roots, chain, List.of(), List.of());
    }

    static Report deadlock() {
        var one = new Vertex.Process(31, 1);
        var two = new Vertex.Process(32, 2);
        var lock = new Vertex.Resource(Vertex.ResourceKind.LOCK, "fd:01:42");
        var chain = List.of(
                Edge.of(one, lock, Strength.NEEDS, Wait.FILE_LOCK, "waits for a write lock on /run/a.lock")
                        .atLeast(Duration.ofSeconds(6)),
                Edge.of(lock, two, Strength.NEEDS, Wait.HELD_BY, "held"),
                Edge.of(two, one, Strength.NEEDS, Wait.PIPE, "read on pipe 5"));
        var root = new Root(one, "plug 31", "", List.of(one, lock, two), Optional.empty(), List.of(), true);
        return report(Verdict.State.STALLED, List.of(root), chain, List.of(), List.of());
    }

    static Report manyAlike() {
        var chain = new ArrayList<Edge>();
        var roles = new ArrayList<>(ROLES);
        for (int i = 0; i < 40; i++) {
            var runc = new Vertex.Process(1000 + i, i);
            roles.add(new Role(runc, "runc", "runc " + (1000 + i), "", Role.Standing.NOT_ASKED));
            chain.add(Edge.of(runc, SYSTEMD, Strength.INFERRED, Wait.DBUS_CALL, "at work"));
        }
        var root = new Root(SYSTEMD, "systemd 1", "systemd", List.of(), Optional.of(DEAF), List.of(), true);
        var verdict = verdict(Verdict.State.STALLED, List.of(root), chain, List.of(DEAF), List.of());
        return of(verdict, roles);
    }

    static Report slow() {
        var finding = new Finding.Slow(
                "systemd.busy",
                SYSTEMD,
                Confidence.PROVEN,
                "answers after 4 s",
                List.of(Proof.of("used 3.9 s of CPU time")));
        return report(Verdict.State.SLOW, List.of(), List.of(), List.of(finding), List.of());
    }

    static Report blind() {
        return report(
                Verdict.State.UNCLEAR,
                List.of(),
                List.of(),
                List.of(),
                List.of(
                        new BlindSpot("cri-o", "not on this node", false),
                        new BlindSpot("containerd", "its socket: permission denied", true)));
    }

    static Report hostileNames() {
        var evil = new Vertex.Process(66, 6);
        var chain = List.of(Edge.of(RUNC, evil, Strength.NEEDS, Wait.TRACED, "held by \"its\" tracer"));
        var root = new Root(
                evil,
                "a\u001b[2J\nname \u202e that is much too long for the first line of a report, as anybody can see 66",
                "",
                List.of(),
                Optional.empty(),
                List.of(),
                true);
        return report(Verdict.State.STALLED, List.of(root), chain, List.of(), List.of());
    }

    static Report hostileLastWords() {
        var unit = new Vertex.Resource(Vertex.ResourceKind.UNIT, "containerd.service");
        var dead = new Finding.Failing(
                "containerd.dead",
                unit,
                Confidence.PROVEN,
                "dead, exit code 1, for 5 min",
                List.of(Proof.of("containerd.service is failed (failed)", new Key("units", ""))));
        var root = new Root(unit, "containerd", "containerd", List.of(), Optional.of(dead), List.of(), true);
        var calm = report(Verdict.State.FAILING, List.of(root), List.of(), List.of(dead), List.of());
        var said = List.of(
                new Said(unit.id(), Duration.ofSeconds(301), "starting containerd"),
                new Said(
                        unit.id(),
                        Duration.ofSeconds(300),
                        "\u001b[2J\u001b]0;owned\u0007panic: no\nHEALTHY \u202e" + " and so on".repeat(20)));
        return new Report(
                calm.verdict(),
                calm.graph(),
                calm.view(),
                new Triage(
                        List.of(),
                        List.of(),
                        Optional.of(Duration.ofMinutes(5)),
                        "",
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        said,
                        warnings(),
                        left(),
                        List::of),
                calm.tool(),
                calm.source(),
                calm.notes());
    }

    /** A shim that nobody knows of. */
    static List<Leftover> left() {
        return List.of(new Leftover(
                "shim.without-container",
                SHIM,
                "shim 200",
                "has no container",
                true,
                new Step("kill -9 200", "ends it"),
                List.of(Proof.of("no process is below it", ProcessTable.TYPE.key()))));
    }

    /** Two that are near their end, one with a date. */
    static List<Outlook> warnings() {
        var files = Stock.of(
                new Stock.Meaning("kernel.open-files", "it opens no file any more", "restart it"),
                "open files of dockerd 731\u001b[2J",
                980,
                1024,
                new Key("descriptors", "731"));
        var trend = new Trend(2, 1.5, 2.5);
        return List.of(
                new Outlook(files.mostly("dockerd 731: 980"), AT, Duration.ofSeconds(10), Optional.of(trend)),
                Outlook.of(files.since(Optional.of(Duration.ofDays(490))), AT));
    }

    private static Report report(
            Verdict.State state, List<Root> roots, List<Edge> chain, List<Finding> findings, List<BlindSpot> blind) {
        return of(verdict(state, roots, chain, findings, blind), ROLES);
    }

    private static Verdict verdict(
            Verdict.State state, List<Root> roots, List<Edge> chain, List<Finding> findings, List<BlindSpot> blind) {
        return new Verdict(
                state,
                AT,
                roots,
                List.of(),
                chain,
                ROLES,
                findings,
                List.of(),
                List.of(),
                blind,
                List.of(),
                Optional.empty());
    }

    private static Report of(Verdict verdict, List<Role> roles) {
        var table = new ProcessTable(
                List.of(entry(31, "plug"), entry(32, "plug"), entry(60, "dbus-daemon"), entry(66, "a\u001b[2J\nname")));
        var evidence =
                new Evidence.Builder(AT).seen(ProcessTable.TYPE, "", table).build();
        var graph = new WaitGraph(verdict.waits(), verdict.victims(), roles);
        return new Report(verdict, graph, new NodeView(evidence), Triage.NONE, "nodethaw test", "", List.of());
    }

    private static ProcessTable.Entry entry(int pid, String comm) {
        return new ProcessTable.Entry(pid, 1, comm, 'S', pid, 0, 0);
    }
}
