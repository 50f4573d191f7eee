package io.nodethaw.heal;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Root;
import io.nodethaw.analysis.Verdict;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Machine;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.remedy.Canary;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.Means;
import io.nodethaw.remedy.PidNamespaces;
import io.nodethaw.remedy.Target;
import io.nodethaw.remedy.Work;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.Wait;
import io.nodethaw.wait.WaitGraph;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** A made-up node of a few processes, with a systemd that is well, deaf or off the bus; it remembers what was done to it. */
final class SickNode implements NodeWatch {
    static final Vertex.Process SYSTEMD = new Vertex.Process(1, 5);
    static final Vertex.Process SHIM = new Vertex.Process(210, 900);
    static final Vertex.Process PROGRAM = new Vertex.Process(211, 901);
    static final Vertex.Process RUNC = new Vertex.Process(218, 950);

    /** systemd owns its name but does not read; only starting it anew helps. */
    static final String DEAF = "init.deaf";

    /** systemd has left the bus; it comes back when it is told to, or when it is started anew. */
    static final String OFF = "init.off";

    /** The shim is stopped. */
    static final String STOPPED = "work.stopped";

    /** What was done, in order: "usr1", "reexec", "kill 218". */
    final List<String> done = new ArrayList<>();

    String code = "";
    Confidence confidence = Confidence.PROVEN;
    long uid = 0;
    boolean usr1Helps = true;
    boolean reexecHelps = true;
    Optional<IOException> reexecFails = Optional.empty();
    Optional<RuntimeException> reexecBreaks = Optional.empty();
    boolean runcEndsByItself = true;
    boolean programEndsWithReexec;

    /** True when somebody has asked for the end of the container. */
    boolean programIsAskedToEnd;

    /** True when the shim, which answers, waits for a reply of systemd; and whether its call ends with the cure. */
    boolean shimCallsSystemd;

    boolean callEnds = true;

    /** True when the shim is stopped, for an unrelated reason. */
    boolean shimIsStopped;

    /** True when a rule says that it is stopped, so that it can be treated. */
    boolean shimCanBeTreated;

    /** True when the container of the shim ends when that is treated. */
    boolean programEndsWithShim;

    /** True when the shim is silent because it waits for systemd, and stays silent when systemd is cured. */
    boolean shimWaitsForSystemd;

    /** What could not be seen. */
    List<BlindSpot> blind = List.of();

    /** Why systemd may not be started anew. */
    Optional<String> refusal = Optional.empty();

    PidNamespaces pidNamespaces = new PidNamespaces(7, 7);
    Runnable beforeLook = () -> {};
    double sinceBoot = 1000;
    private long listener = 50;
    private final Set<Vertex.Process> living = new LinkedHashSet<>(List.of(SYSTEMD, SHIM, PROGRAM));
    private final List<Vertex.Process> starting = new ArrayList<>();

    /** Those that go on once systemd is well, unless they are held. */
    private final Set<Vertex.Process> crowd = new LinkedHashSet<>();

    /** Those of them that are held. */
    final Set<Vertex.Process> held = new LinkedHashSet<>();

    /** The most of them that went on at the same time. */
    int mostAtOnce;

    private int atOnce;

    static SickNode deaf() {
        var node = new SickNode();
        node.code = DEAF;
        node.living.add(RUNC);
        return node;
    }

    static SickNode off() {
        var node = new SickNode();
        node.code = OFF;
        node.living.add(RUNC);
        return node;
    }

    /** Without a container. */
    SickNode idle() {
        living.removeAll(List.of(SHIM, PROGRAM));
        return this;
    }

    /** With so many more that wait. */
    SickNode crowd(int number) {
        for (int i = 0; i < number; i++) {
            crowd.add(new Vertex.Process(1000 + i, 2000 + i));
        }
        living.addAll(crowd);
        return this;
    }

    void hold(Vertex.Process process) {
        held.add(process);
    }

    void letGo(Vertex.Process process) {
        if (held.remove(process) && code.isEmpty()) {
            goesOn(process);
        }
    }

    private void goesOn(Vertex.Process process) {
        if (crowd.contains(process) && living.remove(process)) {
            atOnce++;
            mostAtOnce = Math.max(mostAtOnce, atOnce);
        }
    }

    /** A runtime operation that is no victim. */
    SickNode starting(int pid) {
        var process = new Vertex.Process(pid, 990);
        starting.add(process);
        living.add(process);
        return this;
    }

    void startingEnds() {
        living.removeAll(starting);
        starting.clear();
    }

    static ProcessTable.Entry entry(Vertex.Process process, int parent, String comm) {
        return new ProcessTable.Entry(process.pid(), parent, comm, 'S', process.startTicks(), 0, 0);
    }

    Diagnosis look() {
        beforeLook.run();
        sinceBoot += 1;
        var evidence = evidence();
        var graph = new WaitGraph(edges(), victims(), roles());
        var running = living.contains(PROGRAM) ? List.of(Target.of(PROGRAM, "sleep 211")) : List.<Target>of();
        var underWay = starting.stream()
                .map(process -> new Work("runc " + process.pid(), "pid " + process.pid()))
                .toList();
        return new Diagnosis(
                evidence, graph, verdict(graph), running, programIsAskedToEnd ? running : List.of(), underWay);
    }

    private List<Edge> edges() {
        if (shimCallsSystemd && (!code.isEmpty() || !callEnds)) {
            return List.of(Edge.of(SHIM, SYSTEMD, Strength.NEEDS, Wait.DBUS_CALL, "StopUnit over the bus"));
        }
        return shimWaitsForSystemd && !code.isEmpty()
                ? List.of(Edge.of(SHIM, SYSTEMD, Strength.NEEDS, Wait.DBUS_CALL, "StopUnit over the bus"))
                : List.of();
    }

    private Evidence evidence() {
        var table = new ArrayList<ProcessTable.Entry>();
        for (var process : living) {
            table.add(entry(process, process.equals(SYSTEMD) ? 0 : process.equals(SHIM) ? 1 : 210, comm(process)));
        }
        var at = Instant.ofEpochSecond(1_700_000_000).plusMillis((long) (sinceBoot * 1000));
        return new Evidence.Builder(at)
                .seen(Machine.TYPE, "", new Machine(300, uid, "6.1", "x86_64", "boot-1", 100, sinceBoot))
                .seen(ProcessTable.TYPE, "", new ProcessTable(table))
                .build();
    }

    private String comm(Vertex.Process process) {
        return switch (process.pid()) {
            case 1 -> "systemd";
            case 210 -> "containerd-shim";
            case 211 -> "sleep";
            default -> "runc";
        };
    }

    private List<Victim> victims() {
        return living.stream()
                .filter(process -> process.equals(RUNC) || crowd.contains(process))
                .map(process ->
                        new Victim(process, "unfinished work", Optional.of(Duration.ofMinutes(41)), true, List.of()))
                .toList();
    }

    private List<Role> roles() {
        var roles = new ArrayList<Role>();
        roles.add(new Role(SYSTEMD, "systemd", "systemd 1", "", Role.Standing.SILENT));
        roles.add(new Role(
                SHIM, "shim", "shim 210", "", shimWaitsForSystemd ? Role.Standing.SILENT : Role.Standing.ANSWERED));
        for (var process : living) {
            if (process.equals(RUNC) || crowd.contains(process) || starting.contains(process)) {
                roles.add(new Role(process, "runc", "runc " + process.pid(), "", Role.Standing.NOT_ASKED));
            }
        }
        return roles;
    }

    private Verdict verdict(WaitGraph graph) {
        var roots = new ArrayList<Root>();
        var findings = new ArrayList<Finding>();
        if (!code.isEmpty()) {
            Finding finding = confidence == Confidence.PROVEN
                    ? new Finding.Stuck(code, SYSTEMD, confidence, "deaf or gone", List.of())
                    : new Finding.Warning(code, SYSTEMD, confidence, "silent on one leg", List.of());
            findings.add(finding);
            roots.add(root(SYSTEMD, "systemd 1", "systemd", Optional.of(finding), graph));
        } else if (!graph.victims().isEmpty()) {
            roots.add(root(RUNC, "runc 218", "runc", Optional.empty(), graph));
        }
        if (shimIsStopped || shimWaitsForSystemd && code.isEmpty()) {
            Optional<Finding> finding = shimIsStopped && shimCanBeTreated
                    ? Optional.of(new Finding.Stuck(STOPPED, SHIM, Confidence.PROVEN, "stopped", List.of()))
                    : Optional.empty();
            roots.add(root(SHIM, "shim 210", "shim", finding, new WaitGraph(List.of(), List.of(), List.of())));
        }
        var well = blind.isEmpty() ? Verdict.State.HEALTHY : Verdict.State.UNCLEAR;
        return new Verdict(
                roots.isEmpty() ? well : Verdict.State.STALLED,
                Instant.EPOCH,
                roots,
                graph.victims(),
                List.of(),
                List.copyOf(graph.roles()),
                findings,
                List.of(),
                List.of(),
                blind,
                List.of(),
                Optional.empty());
    }

    private static Root root(Vertex vertex, String name, String hop, Optional<Finding> finding, WaitGraph graph) {
        return new Root(vertex, name, hop, List.of(), finding, graph.victims(), true);
    }

    Means means(Canary canary) {
        return new Means(
                List.of(
                        new TestRemedy(this, "reconnect", Set.of(OFF)),
                        new TestRemedy(this, "reexecute", Set.of(DEAF, OFF)),
                        new ShimRemedy(this)),
                List.of(new TestAftercare(this)),
                List.of(canary));
    }

    /** What shows whether systemd was started anew. */
    String mark() {
        return Long.toString(listener);
    }

    String reconnect() {
        done.add("usr1");
        if (usr1Helps) {
            well();
        }
        return "told to come back";
    }

    String reexecute() throws IOException {
        done.add("reexec");
        if (reexecBreaks.isPresent()) {
            throw reexecBreaks.get();
        }
        if (reexecFails.isPresent()) {
            throw reexecFails.get();
        }
        listener++;
        if (programEndsWithReexec) {
            living.remove(PROGRAM);
        }
        if (reexecHelps) {
            well();
        }
        return "told";
    }

    void continueShim() {
        done.add("cont 210");
        shimIsStopped = false;
        if (programEndsWithShim) {
            living.remove(PROGRAM);
        }
    }

    private void well() {
        code = "";
        if (runcEndsByItself) {
            living.remove(RUNC);
        }
        crowd.stream().filter(process -> !held.contains(process)).forEach(this::goesOn);
    }

    void end(Vertex.Process process) {
        done.add("kill " + process.pid());
        living.remove(process);
    }

    @Override
    public PidNamespaces pidNamespaces() {
        return pidNamespaces;
    }

    @Override
    public boolean await(Duration limit, BooleanSupplier isSo) {
        atOnce = 0;
        return isSo.getAsBoolean();
    }

    @Override
    public boolean lives(Vertex.Process process) {
        return living.contains(process);
    }

    @Override
    public void pause(Duration time) {
        sinceBoot += time.toMillis() / 1000.0;
    }
}
