package io.nodethaw.hop.kernel;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.analysis.Rule;
import io.nodethaw.evidence.DiskStats;
import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.KernelLog;
import io.nodethaw.evidence.KernelStack;
import io.nodethaw.evidence.KernelWords;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Machine;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.SystemCall;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.hop.ContinueStopped;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.Hop;
import io.nodethaw.hop.LateEdges;
import io.nodethaw.hop.LeftoverKind;
import io.nodethaw.hop.Obstacle;
import io.nodethaw.hop.Supply;
import io.nodethaw.remedy.Remedy;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.WaitGraph;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The kernel: mounts, locks and cgroups at which chains end. */
public final class KernelHop implements Hop {
    private static final String NAME = "kernel";

    private final Set<String> units;

    /** @param units of the daemons that start containers: the limits of their control groups matter */
    public KernelHop(Set<String> units) {
        this.units = Set.copyOf(units);
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Disks are read only when a process waits in the kernel; its log tells of troubles also where all answer. */
    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        return switch (depth) {
            case WORK -> Set.of(KernelLog.TYPE.key());
            case CLOSE -> anyInKernel(view) ? Set.of(KernelLog.TYPE.key(), DiskStats.TYPE.key()) : Set.of();
            case LIGHT, COSTLY -> Set.of();
        };
    }

    @Override
    public Optional<Duration> patience(NodeView view, WaitGraph graph) {
        return DiskProgress.isToBeWatched(view, graph) ? Optional.of(DiskProgress.WATCHED) : Optional.empty();
    }

    /** What the kernel says of the machine: told beside the verdict, and nobody is accused because of it. */
    @Override
    public List<String> notes(NodeView view) {
        return KernelWords.standing(view.evidence()).stream()
                .flatMap(word -> KernelSaid.all().stream()
                        .filter(said -> said.sign() == word.sign())
                        .map(said -> "the kernel said " + (word.times() > 1 ? word.times() + " times, last " : "")
                                + word.ago().toSeconds() + " s ago: " + word.text() + " (nodethaw explain "
                                + said.explanation().code() + ")"))
                .toList();
    }

    private static boolean anyInKernel(NodeView view) {
        return view.processes().stream()
                        .anyMatch(process -> (process.state() == 'D' || process.isEnding())
                                && !process.isKernelThread()
                                && view.isOurs(process.pid()))
                || view.evidence()
                        .allSeen(Tasks.TYPE)
                        .flatMap(read -> read.tasks().stream())
                        .anyMatch(task -> task.state() == 'D');
    }

    @Override
    public List<Obstacle> obstacles() {
        return List.of(
                FileSystemObstacle.full(),
                FileSystemObstacle.outOfInodes(),
                FileSystemObstacle.readOnly(),
                new PidsObstacle(units),
                new TaskNumbersObstacle(),
                new OpenFilesObstacle(),
                new InotifyObstacle(),
                new FilterMemoryObstacle(),
                new MemoryGroupsObstacle());
    }

    @Override
    public List<Supply> supplies() {
        return List.of(
                new FileSystemSupply(),
                new TaskNumbersSupply(),
                new PidsSupply(units),
                new FileHandlesSupply(),
                new OpenFilesSupply(),
                new InotifySupply(),
                new TrackedConnectionsSupply(),
                new PortsSupply(),
                new MemoryGroupsSupply(),
                new NetworkNamespacesSupply(),
                new FilterMemorySupply());
    }

    @Override
    public List<LeftoverKind> leftovers() {
        return List.of(new DeadChildren(), new DeadNamespaces());
    }

    @Override
    public List<Remedy> remedies() {
        return List.of(new ContinueStopped(NAME, OutsiderHeld.CODE), new AbortFuse(), new EndLockHolder());
    }

    @Override
    public List<Rule> rules() {
        var rules = new ArrayList<Rule>(List.of(
                new FileSystemWait(),
                new TaskHeld(),
                new CallHeld(),
                new DiskSaid(),
                new ServerSilent(),
                new FrozenSaid(),
                new FileLockHeld(),
                new OutsiderHeld(),
                new NoHopInDisk(),
                new DiskQuiet()));
        rules.addAll(KernelSaid.all());
        return rules;
    }

    @Override
    public List<LateEdges> lateEdges() {
        return Stream.concat(Stream.<LateEdges>of(new FrozenSaid()), KernelSaid.all().stream())
                .toList();
    }

    @Override
    public List<Role> roles(NodeView view) {
        return Stream.concat(
                        FrozenSaid.roles(view, name()),
                        KernelSaid.all().stream().flatMap(said -> said.roles(view, name())))
                .toList();
    }

    @Override
    public List<BlindSpot> blindSpots(NodeView view) {
        var blind = new ArrayList<BlindSpot>();
        view.evidence()
                .seen(Machine.TYPE)
                .filter(machine -> machine.uid() != 0)
                .ifPresent(machine -> blind.add(new BlindSpot(
                        "other users' processes", "not root: their open files and system calls are hidden", false)));
        missing(view, ProcessTable.TYPE, "processes").ifPresent(blind::add);
        missing(view, UnixSockets.TYPE, "unix sockets").ifPresent(blind::add);
        refused("system calls", view.evidence().readings(SystemCall.TYPE).values())
                .ifPresent(blind::add);
        refused("kernel stacks", view.evidence().readings(KernelStack.TYPE).values())
                .ifPresent(blind::add);
        return blind;
    }

    /** The blind spot of tables without which no hop can be found, so that the node cannot be called healthy. */
    private static Optional<BlindSpot> missing(NodeView view, FactType<?> type, String what) {
        if (view.evidence().seen(type).isPresent()) {
            return Optional.empty();
        }
        var why = switch (view.evidence().reading(type)) {
            case Reading.Failed<?>(String failed) -> failed;
            case Reading.Refused<?>(String refused) -> refused;
            case Reading.NotAsked<?>(String reason, boolean _) -> reason;
            case Reading.Silent<?>(var waited, String _, var _) -> "no answer in " + waited.toMillis() + " ms";
            case Reading.Seen<?> _ -> "";
        };
        return Optional.of(new BlindSpot(what, why, true));
    }

    private static Optional<BlindSpot> refused(String what, Collection<? extends Reading<?>> readings) {
        for (var reading : readings) {
            if (reading instanceof Reading.Refused<?>(String why)) {
                return Optional.of(new BlindSpot(what, why, false));
            }
            if (reading instanceof Reading.NotAsked<?>(String why, boolean _)) {
                return Optional.of(new BlindSpot(what, why, false));
            }
            if (reading instanceof Reading.Seen<?>) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }
}
