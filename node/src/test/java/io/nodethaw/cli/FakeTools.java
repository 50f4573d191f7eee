package io.nodethaw.cli;

import io.nodethaw.agent.History;
import io.nodethaw.agent.Settings;
import io.nodethaw.agent.StandingFile;
import io.nodethaw.agent.cluster.Reply;
import io.nodethaw.agent.config.SettingsSource;
import io.nodethaw.agent.cure.Policy;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Forecast;
import io.nodethaw.analysis.PastLevels;
import io.nodethaw.analysis.Triage;
import io.nodethaw.analysis.Verdict;
import io.nodethaw.bugs.Catalogue;
import io.nodethaw.bugs.Installed;
import io.nodethaw.bus.BusSecond;
import io.nodethaw.bus.BusTraffic;
import io.nodethaw.bus.monitor.BusMonitor;
import io.nodethaw.collect.Host;
import io.nodethaw.core.StackFrames;
import io.nodethaw.evidence.CallBuffer;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.EvidenceFacts;
import io.nodethaw.evidence.EvidenceJson;
import io.nodethaw.evidence.FileLocks;
import io.nodethaw.evidence.GoroutineDump;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.InstalledPackages;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Machine;
import io.nodethaw.evidence.Pressure;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Units;
import io.nodethaw.format.FileFormat;
import io.nodethaw.format.Finder;
import io.nodethaw.format.TextFile;
import io.nodethaw.format.goroutines.GoroutineDumpFile;
import io.nodethaw.format.goroutines.LooseFrames;
import io.nodethaw.format.kernel.HungTasks;
import io.nodethaw.format.log.DaemonLog;
import io.nodethaw.format.proc.StackTexts;
import io.nodethaw.format.ps.ProcessLists;
import io.nodethaw.format.saved.SavedEvidence;
import io.nodethaw.heal.HealResult;
import io.nodethaw.heal.Selection;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Wait;
import io.nodethaw.wait.WaitGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A small node written by hand; its verdict is stalled where file locks were read, slow where pressure was. */
final class FakeTools implements Tools {
    static final Instant AT = Instant.parse("2026-03-04T05:06:07Z");

    final List<String> calls = new ArrayList<>();
    Evidence evidence = node().build();
    Evidence patient = node().build();
    Evidence besides = new Evidence.Builder(AT).build();
    Optional<String> unwritten = Optional.empty();
    HealResult healing = new HealResult(
            HealResult.Ending.DRY,
            "would re-execute systemd 1",
            "systemd.deaf-on-bus",
            "systemd.reexecute",
            List.of("chose"),
            "add --yes");
    RuntimeException crash = new IllegalStateException("unused");
    Reading<Goroutines> goroutines = new Reading.NotAsked<>("not a Go program");
    final List<Reading<Goroutines>> later = new ArrayList<>();
    Reading<GoroutineDump> endpoint = new Reading.NotAsked<>("no debug endpoint is open");
    Reading<GoroutineDump> signal = new Reading.NotAsked<>("runc gets no signal");
    Reading<CallBuffer> buffer = new Reading.NotAsked<>("it hands nothing over in this call");
    Optional<String> strace = Optional.empty();
    Optional<StackFrames> stacks = Optional.empty();
    boolean crashes;
    boolean threadless;

    static Evidence.Builder node() {
        return new Evidence.Builder(AT)
                .seen(Machine.TYPE, "", new Machine(99, 0, "6.1", "x86_64", "b", 100, 50))
                .seen(
                        ProcessTable.TYPE,
                        "",
                        new ProcessTable(List.of(
                                process(1, "systemd"),
                                process(50, "flock"),
                                process(60, "flock"),
                                process(99, "flock"),
                                process(70, "containerd-shim"))));
    }

    private static ProcessTable.Entry process(int pid, String comm) {
        return new ProcessTable.Entry(pid, 1, comm, 'S', pid, 0, 0);
    }

    /** What the looks of a series see, one after the other. */
    final List<Evidence> rounds = new ArrayList<>();

    @Override
    public Series series() {
        return new Series() {
            @Override
            public Evidence look(Duration limit) {
                calls.add("look " + limit.toMillis());
                return rounds.removeFirst();
            }

            @Override
            public void endsWith(int code) {
                calls.add("ends with " + code);
            }

            @Override
            public boolean pause(Duration time) {
                calls.add("pause " + time.toMillis());
                return !rounds.isEmpty();
            }

            @Override
            public void close() {
                calls.add("close");
            }
        };
    }

    @Override
    public int agent(Settings settings, SettingsSource source) {
        calls.add(
                "agent " + settings.every().toSeconds() + " " + settings.hold().toSeconds() + " "
                        + settings.limit().toMillis()
                        + settings.listen().map(address -> " " + address).orElse(""));
        return 0;
    }

    @Override
    public int heals(Policy policy, Path socket) {
        calls.add("heals " + policy.sorted() + " at " + socket);
        return 0;
    }

    @Override
    public Optional<String> write(Path file, List<byte[]> content, Duration limit) {
        calls.add("write " + file.getFileName());
        if (unwritten.isEmpty()) {
            try (var out = Files.newOutputStream(file)) {
                for (var piece : content) {
                    out.write(piece);
                }
            } catch (IOException e) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
        }
        return unwritten;
    }

    @Override
    public Path agentFile() {
        return agentFolder.resolve("agent.yaml");
    }

    Reply removed = new Reply(200, "");

    @Override
    public Optional<Reply> leaveCluster(Settings settings) {
        return settings.cluster().map(cluster -> {
            calls.add("leave " + cluster);
            return removed;
        });
    }

    /** Where the agent has its files. */
    Path agentFolder = Path.of("/none");

    private Host host() {
        return new Host(agentFolder, () -> AT);
    }

    @Override
    public StandingFile standing() {
        return new StandingFile(host(), agentFolder.resolve("run"));
    }

    @Override
    public History history() {
        return new History(
                host(), agentFolder.resolve("run"), agentFolder.resolve("disk"), this::codec, "nodethaw 0.0");
    }

    @Override
    public Looker looker() {
        return new Looker() {
            @Override
            public Evidence look(Duration limit, Predicate<ProcessTable.Entry> focus) {
                calls.add("look " + limit.toMillis());
                if (threadless) {
                    throw new OutOfMemoryError(
                            "unable to create native thread: possibly out of memory or process/resource limits reached");
                }
                if (crashes) {
                    throw crash;
                }
                evidence.seen(ProcessTable.TYPE).stream()
                        .flatMap(table -> table.processes().stream())
                        .filter(focus)
                        .forEach(process -> calls.add("focus " + process.pid()));
                return evidence;
            }

            @Override
            public Evidence lookAnew(Duration limit) {
                calls.add("look anew " + limit.toMillis());
                return patient;
            }

            @Override
            public Evidence read(List<Key> keys, Duration patience) {
                calls.add("read " + keys.size());
                return besides;
            }

            @Override
            public List<Evidence> watch(Duration limit, Duration time, int count) {
                calls.add("watch " + limit.toMillis() + " " + time.toMillis() + " " + count);
                return List.of(evidence);
            }

            @Override
            public Evidence lookAtStarts(Duration limit, Consumer<String> says) {
                calls.add("look at starts " + limit.toMillis());
                says.accept("a container may be left behind");
                return patient;
            }
        };
    }

    @Override
    public Judged judge(Evidence read) {
        var view = new NodeView(read);
        var state = read.seen(FileLocks.TYPE).isPresent()
                ? Verdict.State.STALLED
                : read.seen(Pressure.TYPE).isPresent()
                        ? Verdict.State.SLOW
                        : read.reading(Units.TYPE).isSilent() ? Verdict.State.UNCLEAR : Verdict.State.HEALTHY;
        var verdict = new Verdict(
                state,
                read.at(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty());
        return new Judged(
                view,
                new WaitGraph(List.of(), List.of(), List.of()),
                verdict,
                Triage.NONE,
                state == Verdict.State.SLOW || state == Verdict.State.UNCLEAR
                        ? Optional.of(Duration.ofSeconds(10))
                        : Optional.empty());
    }

    Forecast forecast = new Forecast(AT, Duration.ofSeconds(10), 13, List.of(), List.of());

    @Override
    public Forecast forecast(List<Evidence> seen, PastLevels past) {
        calls.add("forecast with " + past.bootId());
        return forecast;
    }

    @Override
    public PastLevels pastLevels() {
        calls.add("past levels");
        return new PastLevels("b", List.of(), Optional.empty());
    }

    @Override
    public WaitGraph graph(NodeView view, List<Vertex.Process> starts) {
        var to = new Vertex.Process(60, 60);
        var lock = new Vertex.Resource(Vertex.ResourceKind.LOCK, "fd:01:42");
        return new WaitGraph(
                List.of(
                        Edge.of(new Vertex.Process(50, 50), lock, Strength.NEEDS, Wait.FILE_LOCK, "wants a write lock")
                                .atLeast(Duration.ofMinutes(5)),
                        Edge.of(lock, to, Strength.NEEDS, Wait.HELD_BY, "held"),
                        Edge.of(to, new Vertex.Process(50, 50), Strength.NEEDS, Wait.PIPE, "read on pipe 5")),
                List.of(),
                List.of());
    }

    @Override
    public EvidenceJson codec() {
        calls.add("codec");
        return new EvidenceJson(EvidenceFacts.ALL);
    }

    @Override
    public List<FileFormat> formats() {
        return List.of(new SavedEvidence(codec()), new TextFile(new GoroutineDumpFile(), FakeTools::finders));
    }

    private static List<Finder> finders() {
        return List.of(new ProcessLists(), new HungTasks(), new StackTexts(), new DaemonLog(), new LooseFrames());
    }

    @Override
    public List<Explanation> explanations() {
        return List.of(
                new Explanation(
                        "systemd.stopped", "It is stopped. More.", List.of("look"), "continue it", List.of("man")),
                new Explanation("systemd.deaf-on-bus", "It is deaf.", List.of(), "re-exec", List.of()),
                new Explanation("dbus.frozen", "It is frozen.", List.of(), "thaw", List.of()));
    }

    @Override
    public GoroutineSource goroutines() {
        return new GoroutineSource() {
            @Override
            public List<ProcessTable.Entry> processes() {
                return evidence.seen(ProcessTable.TYPE).orElseThrow().processes();
            }

            @Override
            public Reading<Goroutines> read(int pid, boolean full, Duration limit) {
                calls.add("goroutines " + pid + " " + full);
                var now = goroutines;
                goroutines = later.isEmpty() ? now : later.removeFirst();
                return now;
            }

            @Override
            public Reading<GoroutineDump> endpoint(ProcessTable.Entry process, Duration limit) {
                calls.add("endpoint " + process.pid());
                return endpoint;
            }

            @Override
            public Reading<GoroutineDump> signal(ProcessTable.Entry process, Duration limit) {
                calls.add("signal " + process.pid());
                return signal;
            }
        };
    }

    /** What the bus tells. */
    Evidence bus = new Evidence.Builder(AT).build();

    Evidence debugLog = new Evidence.Builder(AT).build();
    Evidence systemd = new Evidence.Builder(AT).build();

    Optional<String> leftRaised = Optional.empty();

    @Override
    public Optional<String> putBack() {
        return leftRaised;
    }

    @Override
    public TraceSource trace() {
        return new TraceSource() {
            @Override
            public Reading<CallBuffer> buffer(int pid, int tid, String architecture, Duration limit) {
                calls.add("buffer " + pid + " " + tid);
                return buffer;
            }

            @Override
            public Optional<String> attach(int pid, Duration time) {
                calls.add("attach " + pid + " " + time.toMillis());
                return strace;
            }
        };
    }

    @Override
    public CoreSource cores() {
        return (_, exe, _) -> {
            calls.add("stacks with "
                    + exe.map(Path::getFileName).map(Path::toString).orElse("nothing"));
            return stacks;
        };
    }

    @Override
    public SystemdSource systemd() {
        return new SystemdSource() {
            @Override
            public Evidence ask(Duration limit, Duration time) {
                calls.add("systemd " + limit.toMillis() + " " + time.toMillis());
                return systemd;
            }

            @Override
            public Evidence debugLog(Duration time, boolean stir) {
                calls.add("debug log " + time.toMillis() + (stir ? " stirred" : ""));
                return debugLog;
            }
        };
    }

    @Override
    public BusSource bus() {
        return new BusSource() {
            @Override
            public BusTraffic monitor(Duration limit, BusMonitor.Settings settings, Consumer<BusSecond> each) {
                calls.add("monitor " + limit.toMillis() + " "
                        + settings.time().map(Duration::toMillis).orElse(0L));
                throw new IllegalStateException("not scripted");
            }

            @Override
            public Evidence serials(Duration limit, Duration time) {
                calls.add("serials " + limit.toMillis() + " " + time.toMillis());
                return bus;
            }

            @Override
            public Evidence clients(Duration limit) {
                calls.add("clients " + limit.toMillis());
                return bus;
            }

            @Override
            public Evidence trees(List<String> wanted, Duration limit) {
                calls.add("trees " + wanted + " " + limit.toMillis());
                return bus;
            }
        };
    }

    @Override
    public VersionSource versions() {
        return new VersionSource() {
            @Override
            public Evidence ask(Duration limit, Duration patience) {
                calls.add("versions " + limit.toMillis() + " " + patience.toMillis());
                return evidence;
            }

            @Override
            public List<String> missing(Evidence seen) {
                return seen.seen(InstalledPackages.TYPE).isPresent() ? List.of() : List.of("no packages");
            }

            @Override
            public List<Installed> installed(Evidence seen, Catalogue catalogue) {
                return seen.seen(InstalledPackages.TYPE).map(InstalledPackages::packages).orElse(List.of()).stream()
                        .flatMap(
                                entry -> catalogue
                                        .of(entry.name())
                                        .flatMap(component -> component.holds(entry.name(), entry.version()))
                                        .stream())
                        .toList();
            }
        };
    }

    @Override
    public HealResult heal(Evidence before, Duration limit, boolean yes, Selection selection, Consumer<String> says) {
        calls.add("heal " + yes
                + (selection.only().isEmpty() ? "" : " only " + selection.only())
                + (selection.not().isEmpty() ? "" : " not " + selection.not()));
        says.accept("choosing");
        return healing;
    }

    @Override
    public Selection.Choices cures() {
        return new Selection.Choices(Set.of("systemd.deaf-on-bus", "shim.stopped"), Set.of("reexecute", "continue"));
    }
}
