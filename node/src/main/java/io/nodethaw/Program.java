package io.nodethaw;

import io.nodethaw.agent.History;
import io.nodethaw.agent.LevelsFile;
import io.nodethaw.agent.Settings;
import io.nodethaw.agent.StandingFile;
import io.nodethaw.agent.cluster.Reply;
import io.nodethaw.agent.config.SettingsSource;
import io.nodethaw.agent.cure.Policy;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Forecast;
import io.nodethaw.analysis.PastLevels;
import io.nodethaw.bugs.Catalogue;
import io.nodethaw.bugs.Installed;
import io.nodethaw.cli.BusSource;
import io.nodethaw.cli.CoreSource;
import io.nodethaw.cli.GoroutineSource;
import io.nodethaw.cli.Judged;
import io.nodethaw.cli.Looker;
import io.nodethaw.cli.Series;
import io.nodethaw.cli.SystemdSource;
import io.nodethaw.cli.Tools;
import io.nodethaw.cli.TraceSource;
import io.nodethaw.cli.VersionSource;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.child.ReaderChild;
import io.nodethaw.collect.proc.Proc;
import io.nodethaw.collect.source.Sources;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.EvidenceJson;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.file.WriterProcess;
import io.nodethaw.format.FileFormat;
import io.nodethaw.heal.HealResult;
import io.nodethaw.heal.Selection;
import io.nodethaw.hop.Chain;
import io.nodethaw.hop.Forecasting;
import io.nodethaw.hop.HealingParts;
import io.nodethaw.hop.NoCure;
import io.nodethaw.hop.Versions;
import io.nodethaw.level.RaisedLevel;
import io.nodethaw.look.Notes;
import io.nodethaw.look.Session;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.WaitGraph;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The parts of the program; each is made when a verb asks for it. */
final class Program implements Tools {
    /**
     * For what a look reads of several daemons at the same time. Measured: 37,000 goroutines of a dockerd need less than 48 MB, six
     * programs with 40,000 goroutines each less than 64 MB.
     */
    static final String READER_HEAP = "96m";

    private final Host host;
    private Optional<Chain> chain = Optional.empty();
    private final Looks looks;

    Program(Host host) {
        this.host = host;
        this.looks = new Looks(host);
    }

    /** The same one each time: what a look has worked out is found again by it. */
    private synchronized Chain chain() {
        var made = chain.orElseGet(() -> Main.chain(host));
        chain = Optional.of(made);
        return made;
    }

    @Override
    public Looker looker() {
        OurLauncher.followToTheEnd();
        return new Looker() {
            @Override
            public Evidence look(Duration limit, Predicate<ProcessTable.Entry> focus) {
                return Program.this.look(limit, focus, notes());
            }

            @Override
            public Evidence lookAnew(Duration limit) {
                return freshLook(limit);
            }

            @Override
            public Evidence read(List<Key> keys, Duration patience) {
                try (var session = session(Notes.NONE)) {
                    return session.read(keys, patience);
                }
            }

            @Override
            public List<Evidence> watch(Duration limit, Duration time, int count) throws InterruptedException {
                try (var session = session(notes())) {
                    return session.watch(limit, time, count);
                }
            }

            @Override
            public Evidence lookAtStarts(Duration limit, Consumer<String> says) {
                try (var session = session(Notes.NONE)) {
                    return new NodeHealer(Program.this, host)
                            .canaries()
                            .around(tried -> looks.look(session, limit, _ -> false, tried), says);
                }
            }
        };
    }

    @Override
    public Series series() {
        OurLauncher.followToTheEnd();
        var session = session(notes());
        return new Series() {
            @Override
            public Evidence look(Duration limit) {
                return looks.look(session, limit, _ -> false);
            }

            @Override
            public void endsWith(int code) {
                Main.endsWith(code);
            }

            @Override
            public boolean pause(Duration time) throws InterruptedException {
                host.ticker().pause(time);
                return true;
            }

            @Override
            public void close() {
                session.close();
            }
        };
    }

    /** One look at this node, with a chain and a reader child of its own. */
    Evidence look(Duration limit, Predicate<ProcessTable.Entry> focus) {
        return look(limit, focus, notes());
    }

    /** Notes are kept only for root. PID 1 is always in the pid namespace that /proc shows. */
    Notes notes() {
        return OurUser.id() == 0
                ? new NotesFile(
                        NodeHealer.FOLDER, () -> new Proc(host).namespaces(1).process())
                : Notes.NONE;
    }

    /** A look that asks every question anew: before and after an act, nothing from earlier looks counts. */
    Evidence freshLook(Duration limit) {
        return look(limit, _ -> false, Notes.NONE);
    }

    private Evidence look(Duration limit, Predicate<ProcessTable.Entry> focus, Notes notes) {
        try (var session = session(notes)) {
            return looks.look(session, limit, focus);
        }
    }

    /** How sessions are asked, so that a verdict need not do again what the look has worked out. */
    Looks looks() {
        return looks;
    }

    /** A session for a series of looks. */
    Session session(Notes notes) {
        var chain = chain();
        var command = OurProgram.reader(READER_HEAP);
        return new Session(host, chain, new Sources(chain.sources()), () -> new ReaderChild(command, host), notes);
    }

    @Override
    public Judged judge(Evidence evidence) {
        var chain = chain();
        var view = looks.view(evidence);
        var graph = chain.graph(view);
        var verdict = chain.judge(view, graph);
        return new Judged(
                view,
                graph,
                verdict,
                chain.triage(view, graph, verdict),
                switch (verdict.state()) {
                    case SLOW -> chain.patience(view);
                    case UNCLEAR -> chain.timeToAsk(view).or(() -> chain.timeToWatch(view));
                    case STALLED -> chain.timeToWatch(view);
                    default -> Optional.empty();
                });
    }

    @Override
    public Forecast forecast(List<Evidence> seen, PastLevels past) {
        return new Forecasting(seen.stream().map(NodeView::new).toList(), chain().hops(), past).forecast();
    }

    @Override
    public PastLevels pastLevels() {
        return LevelsFile.read(NodeHealer.FOLDER, host.clock().instant());
    }

    @Override
    public WaitGraph graph(NodeView view, List<Vertex.Process> starts) {
        return chain().graph(view, starts.stream().map(Victim::askedAbout).toList());
    }

    @Override
    public EvidenceJson codec() {
        return new EvidenceJson(Main.facts(chain()));
    }

    @Override
    public List<FileFormat> formats() {
        return Main.formats(codec());
    }

    @Override
    public List<Explanation> explanations() {
        var chain = chain();
        var cures = new NoCure(new HealingParts(chain.hops()).means());
        return chain.explanations().stream().map(cures::told).toList();
    }

    @Override
    public GoroutineSource goroutines() {
        OurLauncher.followToTheEnd();
        return new NodeGoroutines(host);
    }

    @Override
    public BusSource bus() {
        OurLauncher.followToTheEnd();
        return new NodeBus(host);
    }

    @Override
    public Optional<String> putBack() {
        return OurUser.id() == 0 ? RaisedLevel.settle(host, NodeInit.LOANS) : Optional.empty();
    }

    @Override
    public Optional<String> write(Path file, List<byte[]> content, Duration limit) throws InterruptedException {
        return new WriterProcess(OurProgram.writer()).write(file, content, limit);
    }

    @Override
    public TraceSource trace() {
        OurLauncher.followToTheEnd();
        return new NodeTrace(host);
    }

    @Override
    public CoreSource cores() {
        return new NodeCores();
    }

    @Override
    public SystemdSource systemd() {
        OurLauncher.followToTheEnd();
        return new NodeInit(host);
    }

    @Override
    public VersionSource versions() {
        OurLauncher.followToTheEnd();
        return new VersionSource() {
            @Override
            public Evidence ask(Duration limit, Duration patience) {
                try (var session = session(notes())) {
                    return session.lookAndRead(limit, Versions.wants(), patience);
                }
            }

            @Override
            public List<String> missing(Evidence evidence) {
                return Versions.missing(evidence);
            }

            @Override
            public List<Installed> installed(Evidence evidence, Catalogue catalogue) {
                return chain().versions(new NodeView(evidence)).all(catalogue);
            }
        };
    }

    @Override
    public HealResult heal(Evidence before, Duration limit, boolean yes, Selection selection, Consumer<String> says) {
        return new NodeHealer(this, host).heal(before, limit, yes, selection, says);
    }

    @Override
    public int agent(Settings settings, SettingsSource source) throws InterruptedException {
        OurLauncher.followToTheEnd();
        return new NodeAgent(this, host).run(settings, source);
    }

    @Override
    public int heals(Policy policy, Path socket) throws IOException, InterruptedException {
        OurLauncher.followToTheEnd();
        return new NodeAgent(this, host).heals(policy, socket);
    }

    @Override
    public Path agentFile() {
        return NodeAgent.SETTINGS;
    }

    @Override
    public Optional<Reply> leaveCluster(Settings settings) {
        return new NodeAgent(this, host).remove(settings);
    }

    @Override
    public StandingFile standing() {
        return new StandingFile(host, NodeHealer.FOLDER);
    }

    @Override
    public History history() {
        return new NodeAgent(this, host).history();
    }

    @Override
    public Selection.Choices cures() {
        return Selection.Choices.of(new HealingParts(chain().hops()).means());
    }
}
