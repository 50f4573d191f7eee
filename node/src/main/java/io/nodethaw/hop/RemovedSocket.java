package io.nodethaw.hop;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Shell;
import io.nodethaw.analysis.Step;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.SocketFile;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.kernel.Listeners;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A runtime listens, and the file of its socket is gone: who is connected goes on, and nobody else ever reaches it. What tells is
 * the path as the daemon itself sees it, because ours may lead into a folder of our own.
 *
 * @param hop whose daemon it is
 * @param program the names (comm) of the daemon
 * @param paths where it may listen
 * @param unit of that daemon, as most packages call it: "docker"
 * @param cost what it costs to start the daemon again
 */
public record RemovedSocket(String hop, Set<String> program, List<String> paths, String unit, String cost)
        implements Obstacle {
    public RemovedSocket {
        program = Set.copyOf(program);
        paths = List.copyOf(paths);
    }

    @Override
    public Explanation explanation() {
        return new Explanation(
                hop + ".socket-removed",
                "The daemon runs and listens, and the file of its socket has been removed. Whoever was connected before goes on; every "
                        + "new client fails at once: \"connect: no such file or directory\".",
                List.of(
                        "ss -xlp | grep " + unit + " shows who listens, and at which path.",
                        "ls -l /proc/PID/root/PATH of that process: there is no such file.",
                        "Who removes files below /run: a container that has it mounted, a clean-up (systemd-tmpfiles, a script)."),
                "Only the daemon can make the file again, when it starts: systemctl restart " + unit + "; " + cost
                        + ". Where systemd listens for it, restart " + unit + ".socket too.",
                List.of("man 7 unix: a pathname socket is reached by its file", "man 5 systemd.socket"));
    }

    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        return depth == Depth.CLOSE
                ? missing(view)
                        .map(lost -> SocketFile.TYPE.key(lost.seenByDaemon()))
                        .collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    @Override
    public List<Met> met(NodeView view) {
        return missing(view)
                .filter(lost -> view.evidence()
                        .seen(SocketFile.TYPE, lost.seenByDaemon())
                        .filter(here -> here.file().isPresent())
                        .isEmpty())
                .map(lost -> met(view, lost))
                .toList();
    }

    private Met met(NodeView view, Lost lost) {
        boolean read =
                view.evidence().seen(SocketFile.TYPE, lost.seenByDaemon()).isPresent();
        return new Met(
                new Vertex.Resource(Vertex.ResourceKind.SOCKET, lost.path()),
                "socket " + lost.path(),
                "removed while " + view.name(lost.daemon().pid()) + " listens; no new client reaches it",
                read ? Certainty.CERTAIN : Certainty.SUSPECTED,
                Confidence.PROVEN,
                List.of(
                        Proof.of(view.name(lost.daemon().pid()) + " listens at " + lost.path(), UnixSockets.TYPE.key()),
                        Proof.of("there is no such file in its sight", SocketFile.TYPE.key(lost.seenByDaemon()))));
    }

    /** A path that does not exist for us, at which one of the node's daemons listens; each path once. */
    private Stream<Lost> missing(NodeView view) {
        return paths.stream()
                .filter(path -> view.evidence()
                        .seen(SocketFile.TYPE, path)
                        .filter(here -> here.file().isEmpty())
                        .isPresent())
                .flatMap(path -> Listeners.named(view, path)
                        .flatMap(listener -> Addresses.accepting(view, listener).stream())
                        .filter(process -> isDaemon(view, process))
                        .map(process -> new Lost(path, process))
                        .limit(1));
    }

    private boolean isDaemon(NodeView view, Vertex.Process process) {
        return view.isOurs(process.pid())
                && Identity.mayServe(view, process)
                && view.shareMounts(1, process.pid())
                && view.process(process.pid())
                        .map(ProcessTable.Entry::comm)
                        .filter(program::contains)
                        .isPresent();
    }

    @Override
    public Optional<Step> step(NodeView view, Met met) {
        return Optional.of(new Step(
                "systemctl restart " + Shell.word(unit), "makes the file again, if that is its unit; " + cost));
    }

    /** A socket whose file is gone. */
    private record Lost(String path, Vertex.Process daemon) {
        /** The same path below the root folder and mounts of the daemon, proc(5). */
        String seenByDaemon() {
            return "/proc/" + daemon.pid() + "/root" + path;
        }
    }
}
