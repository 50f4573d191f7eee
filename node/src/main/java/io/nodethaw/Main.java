package io.nodethaw;

import static java.util.stream.Collectors.toSet;

import io.nodethaw.agent.cluster.ApiMain;
import io.nodethaw.bugs.Catalogue;
import io.nodethaw.cli.Cli;
import io.nodethaw.cli.Console;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.bundle.BundleSources;
import io.nodethaw.collect.child.ReaderMain;
import io.nodethaw.collect.child.ReaderTask;
import io.nodethaw.collect.files.FileSources;
import io.nodethaw.collect.goroutines.GoroutineTask;
import io.nodethaw.collect.journal.JournalSources;
import io.nodethaw.collect.kernel.KernelSources;
import io.nodethaw.collect.memory.CallBuffers;
import io.nodethaw.collect.memory.CallTargets;
import io.nodethaw.collect.packages.PackageSources;
import io.nodethaw.collect.proc.ProcSources;
import io.nodethaw.collect.socket.OwnSession;
import io.nodethaw.collect.socket.SocketSources;
import io.nodethaw.collect.source.Source;
import io.nodethaw.collect.source.Sources;
import io.nodethaw.evidence.CanarySteps;
import io.nodethaw.evidence.CollectedCommand;
import io.nodethaw.evidence.EvidenceJson;
import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.GoroutineDump;
import io.nodethaw.evidence.InitLog;
import io.nodethaw.evidence.ListedAges;
import io.nodethaw.evidence.Logged;
import io.nodethaw.evidence.OpenCures;
import io.nodethaw.file.WriterChild;
import io.nodethaw.format.FileFormat;
import io.nodethaw.format.Finder;
import io.nodethaw.format.TextFile;
import io.nodethaw.format.bus.BusMonitors;
import io.nodethaw.format.bus.BusNames;
import io.nodethaw.format.cluster.ClusterObjects;
import io.nodethaw.format.cluster.Conditions;
import io.nodethaw.format.collector.CommandOutput;
import io.nodethaw.format.collector.CommandRecords;
import io.nodethaw.format.collector.LimitedCommands;
import io.nodethaw.format.containers.TaskLists;
import io.nodethaw.format.core.CoreFiles;
import io.nodethaw.format.debugger.Backtraces;
import io.nodethaw.format.files.OpenFileLists;
import io.nodethaw.format.goroutines.GoroutineDumpFile;
import io.nodethaw.format.goroutines.LooseFrames;
import io.nodethaw.format.kernel.HungTasks;
import io.nodethaw.format.kernel.KernelReports;
import io.nodethaw.format.load.DiskLoad;
import io.nodethaw.format.locks.KernelLocks;
import io.nodethaw.format.locks.LockLists;
import io.nodethaw.format.log.DaemonEnds;
import io.nodethaw.format.log.DaemonLog;
import io.nodethaw.format.mounts.MountLists;
import io.nodethaw.format.packages.VersionTexts;
import io.nodethaw.format.proc.FreezerFiles;
import io.nodethaw.format.proc.StackTexts;
import io.nodethaw.format.ps.ProcessLists;
import io.nodethaw.format.room.RoomLists;
import io.nodethaw.format.saved.SavedEvidence;
import io.nodethaw.format.sockets.NetworkStatistics;
import io.nodethaw.format.sockets.SocketLists;
import io.nodethaw.format.strace.StraceTexts;
import io.nodethaw.format.units.UnitTexts;
import io.nodethaw.format.users.FileUsers;
import io.nodethaw.hop.Chain;
import io.nodethaw.hop.Hop;
import io.nodethaw.hop.containerd.ContainerdHop;
import io.nodethaw.hop.cri.CriHop;
import io.nodethaw.hop.dbus.DbusHop;
import io.nodethaw.hop.docker.DockerHop;
import io.nodethaw.hop.kernel.KernelHop;
import io.nodethaw.hop.kubelet.KubeletHop;
import io.nodethaw.hop.runc.RuncHop;
import io.nodethaw.hop.shim.ShimHop;
import io.nodethaw.hop.systemd.SystemdHop;
import io.nodethaw.level.Guard;
import io.nodethaw.remedy.Canary;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Puts the program together, and is the only place where it exits. */
public final class Main {
    /** The hidden verb of the reader child; its launcher takes the size of the heap after it. */
    static final String READER = "--reader";

    /** The hidden verb of the child that guards a raised log level. */
    static final String GUARD = "--guard";

    /** The hidden verb of the child that writes a file; the size of its heap follows it. */
    static final String WRITER = "--writer";

    /** The hidden verb of the child that talks to the API server: the size of the heap, and how to get there. */
    static final String API = "--api";

    private static final int NOT_SIGNALLED = -1;

    /** The exit code for when a signal ends the program. */
    private static final AtomicInteger signalled = new AtomicInteger(NOT_SIGNALLED);

    private Main() {}

    /** Runs one command and exits. */
    public static void main(String[] args) throws IOException {
        int code = OurLauncher.isThere() ? run(args) : 0;
        Runtime.getRuntime().halt(OurLauncher.told(code)); // exit hooks could wait for what is stuck
    }

    /** A signal that ends the program from now on ends it with this exit code, instead of one that names the signal. */
    static void endsWith(int code) {
        endsWith(code, () -> {});
    }

    /**
     * The same.
     *
     * @param last is done before; it must end by itself. Only that of the first call counts
     */
    static void endsWith(int code, Runnable last) {
        if (signalled.getAndSet(code) == NOT_SIGNALLED) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                last.run();
                Runtime.getRuntime().halt(OurLauncher.told(signalled.get()));
            }));
        }
    }

    /** Runs one command and returns its exit code. */
    static int run(String... args) throws IOException {
        var host = new Host(Path.of("/"), InstantSource.system());
        if (args.length > 0 && args[0].equals(READER)) {
            OwnOrder.goFirst();
            return read(host);
        }
        if (args.length > 1 && args[0].equals(API)) {
            OwnOrder.goFirst();
            ApiMain.run(System.in, System.out, List.of(args).subList(2, args.length));
            return 0;
        }
        if (args.length > 0 && args[0].equals(GUARD)) {
            OwnSession.begin();
            Guard.run(System.in, System.out, host, NodeInit.LOANS);
            return 0;
        }
        if (args.length > 0 && args[0].equals(WRITER)) {
            WriterChild.run(System.in, System.out);
            return 0;
        }
        return new Cli(new Program(host), Console.system(), Build.current().text()).run(args);
    }

    static Chain chain(Host host) {
        return chain(host, OurUser.id());
    }

    /** The hops, top to bottom; a new one goes here. */
    static Chain chain(Host host, long uid) {
        var hops = new ArrayList<Hop>(List.of(
                new KubeletHop(host, uid),
                new DockerHop(host),
                new CriHop(host),
                new ContainerdHop(host),
                new ShimHop(host),
                new RuncHop(),
                new DbusHop(host, uid)));
        var units = hops.stream().flatMap(hop -> hop.units().stream()).collect(toSet());
        hops.add(new SystemdHop(host, uid, units));
        hops.add(new KernelHop(starters(hops)));
        return new Chain(hops, host, sharedSources(host, starters(hops)));
    }

    /** The units of the daemons that start containers. */
    private static Set<String> starters(List<Hop> hops) {
        return hops.stream()
                .filter(Hop::makesANode)
                .flatMap(hop -> hop.units().stream())
                .collect(toSet());
    }

    /** The sources of the facts that more than one hop needs, and of those that edge sources need. */
    private static List<Source<?>> sharedSources(Host host, Set<String> starters) {
        var sources = new ArrayList<Source<?>>(ProcSources.of(host));
        sources.addAll(SocketSources.of(host));
        sources.addAll(FileSources.of(host));
        sources.addAll(KernelSources.of(host));
        sources.addAll(BundleSources.of(host));
        sources.addAll(JournalSources.of(host, starters));
        sources.addAll(PackageSources.of(host, () -> Catalogue.read().packages()));
        sources.add(CallTargets.source());
        sources.add(CallBuffers.source());
        sources.add(GoroutineTask.source(host));
        return sources;
    }

    /** All facts that evidence may hold: what looks read, what files bring, and what heal has on record. */
    static List<FactType<?>> facts(Chain chain) {
        return Stream.concat(
                        chain.facts().stream(),
                        Stream.of(
                                GoroutineDump.TYPE,
                                Logged.TYPE,
                                CollectedCommand.TYPE,
                                InitLog.TYPE,
                                ListedAges.TYPE,
                                OpenCures.TYPE,
                                Canary.Started.TYPE,
                                CanarySteps.TYPE))
                .toList();
    }

    /** The kinds of files that people bring; a new one goes here. Texts come last: anything may stand in them. */
    static List<FileFormat> formats(EvidenceJson codec) {
        return List.of(
                new SavedEvidence(codec),
                new CommandRecords(),
                new CoreFiles(),
                new TextFile(new GoroutineDumpFile(), Main::finders));
    }

    /** What is looked for in the lines of a text; a new one goes here. */
    static List<Finder> finders() {
        return List.of(
                new ProcessLists(),
                new HungTasks(),
                new KernelReports(),
                new StackTexts(),
                new FreezerFiles(),
                new ClusterObjects(new DaemonLog()),
                new DaemonEnds(),
                new Conditions(),
                new CommandOutput(),
                new LimitedCommands(),
                new LooseFrames(),
                new DiskLoad(),
                new StraceTexts(),
                new Backtraces(),
                new BusMonitors(),
                new BusNames(),
                new TaskLists(),
                new SocketLists(),
                new NetworkStatistics(),
                new OpenFileLists(),
                new KernelLocks(),
                new LockLists(),
                new MountLists(),
                new UnitTexts(),
                new FileUsers(),
                new RoomLists(),
                new VersionTexts());
    }

    /** Runs as the reader child: the same program, started once more to read what may hang, so that it can be left behind. */
    private static int read(Host host) throws IOException {
        ReaderMain.run(System.in, System.out, tasks(host));
        return 0;
    }

    /** The tasks of the reader child. */
    static Map<String, ReaderTask> tasks(Host host) {
        return new Sources(chain(host).sources()).tasks();
    }
}
