package io.nodethaw.hop.kernel;

import io.nodethaw.analysis.Root;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.Outcome;
import io.nodethaw.collect.kernel.Questions;
import io.nodethaw.collect.proc.Proc;
import io.nodethaw.evidence.Mounts;
import io.nodethaw.evidence.ProcessStatus;
import io.nodethaw.evidence.Reading;
import io.nodethaw.hop.Bounded;
import io.nodethaw.hop.NodesOwn;
import io.nodethaw.remedy.Check;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.NodeAccess;
import io.nodethaw.remedy.Remedy;
import io.nodethaw.remedy.Target;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Aborts one FUSE connection whose server does not answer: all who wait for it get an error instead (Documentation/filesystems/fuse.rst,
 * "Aborting a filesystem connection"). The server itself is not touched.
 */
final class AbortFuse implements Remedy {
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private static final String CONNECTIONS = "/sys/fs/fuse/connections/";

    /** The file of a connection that ends it. */
    private static final String ABORT = "abort";

    /** What a target is called. */
    private static final Pattern NAME = Pattern.compile("the FUSE connection (\\d+) of (/.*)");

    /** Folders in which runtimes and systemd have what they need themselves. Nothing below them is given up. */
    private static final List<String> OF_THE_NODE = List.of(
            "/usr",
            "/etc",
            "/run/containerd",
            "/run/docker",
            "/run/crio",
            "/run/k3s",
            "/run/systemd",
            "/var/lib/containerd",
            "/var/lib/containers",
            "/var/lib/docker",
            "/var/lib/rancher",
            "/var/snap");

    /** Folders that must not be given up themselves; what is mounted below them is a pod's, or a plug-in's. */
    private static final Set<String> THEMSELVES =
            Set.of("/", "/run", "/var", "/var/lib", "/var/lib/kubelet", "/mnt", "/home");

    /** A connection with the mount by which it is known, and the process that serves it. */
    record Connection(long number, String point, Vertex.Process server, Vertex mount) {
        String name() {
            return "the FUSE connection " + number + " of " + point;
        }
    }

    @Override
    public String name() {
        return "kernel.abort";
    }

    @Override
    public Set<String> answers() {
        return Set.of(OutsiderHeld.CODE, ServerSilent.CODE);
    }

    @Override
    public String title(Target connection) {
        return "abort of " + connection.name();
    }

    @Override
    public String risk() {
        return "whoever uses that mount gets errors until it is mounted anew, and what its server has not written is lost";
    }

    /** The only connection that the root serves. */
    @Override
    public Optional<Target> target(Diagnosis now, Root root) {
        var all = connections(now).stream()
                .filter(one -> one.server().equals(root.vertex()))
                .toList();
        return all.stream().map(Connection::number).distinct().count() == 1
                ? Optional.of(Target.thing(all.getFirst().name()))
                : Optional.empty();
    }

    private static List<Connection> connections(Diagnosis now) {
        var found = new ArrayList<Connection>();
        for (var edge : now.graph().edges()) {
            if (edge.kind() == Wait.SERVED_BY
                    && edge.strength() == Strength.NEEDS
                    && edge.from() instanceof Vertex.Resource(var kind, String point)
                    && kind == Vertex.ResourceKind.MOUNT
                    && edge.to() instanceof Vertex.Process server) {
                number(now, point).ifPresent(number -> found.add(new Connection(number, point, server, edge.from())));
            }
        }
        return found;
    }

    /** The number of a connection is the minor number of its mount's device (fs/fuse/inode.c, fuse_get_tree). */
    private static Optional<Long> number(Diagnosis now, String point) {
        return now.evidence()
                .allSeen(Mounts.TYPE)
                .flatMap(read -> read.mounts().stream())
                .filter(mount -> mount.point().equals(point)
                        && mount.type().startsWith("fuse")
                        && mount.device().startsWith("0:"))
                .map(mount -> Long.parseLong(mount.device().substring("0:".length())))
                .findFirst();
    }

    private static Optional<Connection> of(Diagnosis now, Target target) {
        return connections(now).stream()
                .filter(one -> one.name().equals(target.name()))
                .findFirst();
    }

    @Override
    public boolean countsEachTarget() {
        return true;
    }

    @Override
    public boolean offered(Diagnosis now, Target connection) {
        return of(now, connection)
                .filter(one -> notTheNodes(one.point()).refusal().isEmpty())
                .isPresent();
    }

    @Override
    public List<Check> checks(NodeAccess access, Target target, Diagnosis now) {
        var found = of(now, target);
        if (found.isEmpty()) {
            return List.of(Check.refuses("somebody waits for it", "nobody waits for " + target.name() + " any more"));
        }
        var connection = found.get();
        var server = Target.of(
                connection.server(), now.view().name(connection.server().pid()));
        return checks(
                connection,
                server,
                new Read(
                        NodesOwn.read(access, server),
                        user(access, connection, now),
                        isThere(file(access, connection.number(), ABORT))));
    }

    /**
     * What is read right before.
     *
     * @param server of the process that serves it
     * @param user why it cannot be aborted: a container that works on it and goes on, or may
     * @param abort whether the kernel has a file for that
     */
    record Read(NodesOwn server, Optional<String> user, Reading<Boolean> abort) {}

    static List<Check> checks(Connection connection, Target server, Read read) {
        var file = CONNECTIONS + connection.number() + "/" + ABORT;
        return List.of(
                read.server().same(server),
                read.server().untraced(server),
                notTheNodes(connection.point()),
                Check.that(
                        read.user().isEmpty(),
                        "no other container works on it",
                        read.user().orElse("")),
                Check.that(
                        read.abort().seen().filter(Boolean::booleanValue).isPresent(),
                        "the kernel lets it be aborted: " + file,
                        file + " is not there: mount -t fusectl none /sys/fs/fuse/connections, and try again"));
    }

    static Check notTheNodes(String point) {
        boolean itself = THEMSELVES.contains(point)
                || OF_THE_NODE.stream().anyMatch(folder -> (point + "/").startsWith(folder + "/"));
        return Check.that(
                !itself,
                point + " is a volume, and nothing that the node itself needs",
                point
                        + " is the node's own, or a runtime's: its server has to come back, or the node has to be drained and restarted");
    }

    /** A container that neither waits there nor is being ended still works on it, or may. */
    private static Optional<String> user(NodeAccess access, Connection connection, Diagnosis now) {
        var waiting = now.graph().reachBack(List.of(connection.mount()), Edge::leadsOn);
        var proc = new Proc(access.host());
        return now.running().stream()
                .filter(first -> !waiting.contains(first.vertex()))
                .filter(first -> Outcome.of(_ -> proc.status(first.pid()), Deadline.in(LIMIT))
                        .seen()
                        .filter(ProcessStatus::isKilled)
                        .isEmpty())
                .flatMap(first -> uses(first, connection.number(), access.read(Questions.mounts(first.pid()))).stream())
                .findFirst();
    }

    static Optional<String> uses(Target first, long number, Reading<Mounts> mounts) {
        if (mounts instanceof Reading.NotAsked<Mounts>) {
            return Optional.empty(); // it has ended meanwhile
        }
        return mounts.seen()
                .map(read ->
                        read.mounts().stream().anyMatch(mount -> mount.device().equals("0:" + number))
                                ? Optional.of(
                                        first.name()
                                                + " of another container has that volume too, and goes on: end it first, or wait for the server")
                                : Optional.<String>empty())
                .orElseGet(() ->
                        Optional.of("could not read whether " + first.name() + " of another container works on it"));
    }

    private static Reading<Boolean> isThere(Path file) {
        return Outcome.of(_ -> Bounded.run("look for " + file, LIMIT, () -> Files.exists(file)), Deadline.in(LIMIT));
    }

    private static Path file(NodeAccess access, long number, String name) {
        return access.host().file(CONNECTIONS + number + "/" + name);
    }

    private static long number(Target target) {
        var named = NAME.matcher(target.name());
        return named.matches() ? Long.parseLong(named.group(1)) : -1;
    }

    @Override
    public String perform(NodeAccess access, Target target, Diagnosis now) throws IOException {
        if (of(now, target).isEmpty()) {
            throw new NotAskedException("nobody waits for it any more");
        }
        var file = file(access, number(target), ABORT);
        Bounded.run("write to " + file, LIMIT, () -> Files.writeString(file, "1", StandardOpenOption.WRITE));
        return "1 was written to " + file;
    }

    @Override
    public Duration settling() {
        return Duration.ofSeconds(5);
    }

    /** Nothing waits for an answer any more, or the connection is gone. */
    @Override
    public boolean isWell(NodeAccess access, Target target) {
        var file = file(access, number(target), "waiting");
        return Outcome.of(
                        _ -> Bounded.run(
                                "read of " + file,
                                LIMIT,
                                () -> Files.notExists(file)
                                        || Files.readString(file).strip().equals("0")),
                        Deadline.in(LIMIT))
                .seen()
                .filter(Boolean::booleanValue)
                .isPresent();
    }

    @Override
    public String recovery() {
        return "keeps nobody waiting any more";
    }

    /** Aborted twice it does no harm. */
    @Override
    public Became became(Target target, String mark, Diagnosis now) {
        return of(now, target).isPresent()
                ? new Became(false, "somebody still waits for " + target.name() + ": it counts as not aborted")
                : new Became(true, "nobody waits for " + target.name() + " any more");
    }
}
