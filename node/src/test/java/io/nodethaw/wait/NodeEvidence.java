package io.nodethaw.wait;

import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.FileLocks;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Machine;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.SocketFile;
import io.nodethaw.evidence.TcpSockets;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.wait.ProcessEvidence.Fd;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A node made by hand, for tests: each call adds what a reading would have shown. PID 1 is a healthy systemd. */
public final class NodeEvidence {
    /** When the look began. */
    public static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

    /** Pid of this program on the node. */
    public static final int OURS = 9000;

    static final double SINCE_BOOT = 100_000;
    static final long TICKS = 100;
    private static final int READ_ONLY = 0;
    private static final int WRITE_ONLY = 1;
    private static final int TCP_ESTABLISHED = 1;
    private static final int TCP_LISTEN = 10;

    private final Map<Integer, ProcessEvidence> processes = new LinkedHashMap<>();
    private final List<UnixSockets.Socket> sockets = new ArrayList<>();
    private final List<TcpSockets.Socket> tcp = new ArrayList<>();
    private final List<FileLocks.Lock> locks = new ArrayList<>();
    private final Map<Key, Consumer<Evidence.Builder>> facts = new LinkedHashMap<>();
    private String architecture = "x86_64";
    private long uid;
    private long lastInode = 1000;

    private NodeEvidence() {
        processes.put(1, new ProcessEvidence(this, 1, 0, "systemd"));
    }

    /** A node with nothing but its PID 1. */
    public static NodeEvidence node() {
        return new NodeEvidence();
    }

    /** The machine's architecture, as uname prints it. */
    public NodeEvidence architecture(String name) {
        architecture = name;
        return this;
    }

    String architecture() {
        return architecture;
    }

    /** Who looks: 0 is root. */
    public NodeEvidence lookedAtBy(long user) {
        uid = user;
        return this;
    }

    /** PID 1. */
    public ProcessEvidence systemd() {
        return process(1);
    }

    /** A process that was added before. */
    public ProcessEvidence process(int pid) {
        return Optional.ofNullable(processes.get(pid)).orElseThrow();
    }

    /** A child of PID 1. */
    public ProcessEvidence process(int pid, String comm) {
        return child(1, pid, comm);
    }

    /** A child of another process. */
    public ProcessEvidence child(ProcessEvidence parent, int pid, String comm) {
        return child(parent.pid(), pid, comm);
    }

    /** A child of a process, or of 0: nobody in sight. */
    public ProcessEvidence child(int parent, int pid, String comm) {
        var process = new ProcessEvidence(this, pid, parent, comm);
        processes.put(pid, process);
        return process;
    }

    /** A listening unix socket. */
    public NodeEvidence listener(String path, Fd server) {
        long inode = ++lastInode;
        sockets.add(new UnixSockets.Socket(inode, 0, path, 1, UnixSockets.State.LISTENING, 0, 128, List.of()));
        open(server, inode);
        return this;
    }

    /** A listening unix socket, with the file that it was bound to. */
    public NodeEvidence listener(String path, Fd server, UnixSockets.File file) {
        listener(path, server);
        var socket = sockets.removeLast();
        sockets.add(new UnixSockets.Socket(
                socket.inode(), 0, path, 1, UnixSockets.State.LISTENING, 0, 128, List.of(), Optional.of(file)));
        return this;
    }

    /** What lies at a path of the node. */
    public NodeEvidence lies(String path, UnixSockets.File file) {
        return lies(path, file, file.device());
    }

    /** What lies at a path of the node, in a folder of another device. */
    public NodeEvidence lies(String path, UnixSockets.File file, long folderDevice) {
        return says(SocketFile.TYPE, path, new SocketFile(path, Optional.of(file), folderDevice));
    }

    /** Nothing lies at a path of the node. */
    public NodeEvidence nothingLies(String path) {
        return says(SocketFile.TYPE, path, new SocketFile(path, Optional.empty(), 0));
    }

    /** A connection to a listening socket that its server has accepted. */
    public NodeEvidence accepted(String path, Fd client, Fd server) {
        connection(path, client, server);
        return this;
    }

    /** A connected pair of sockets without a name. */
    public NodeEvidence pair(Fd one, Fd other) {
        connection("", one, other);
        return this;
    }

    private void connection(String path, Fd client, Fd server) {
        long near = ++lastInode;
        long far = ++lastInode;
        sockets.add(connected(near, far, ""));
        sockets.add(connected(far, near, path));
        open(client, near);
        open(server, far);
    }

    private static UnixSockets.Socket connected(long inode, long peer, String path) {
        return new UnixSockets.Socket(inode, peer, path, 1, UnixSockets.State.ESTABLISHED, 0, 0, List.of());
    }

    /** A connection that waits in the queue of a listening socket. */
    public NodeEvidence pending(String path, Fd client) {
        long inode = waiting(client);
        sockets.replaceAll(socket -> {
            if (socket.state() != UnixSockets.State.LISTENING || !socket.path().equals(path)) {
                return socket;
            }
            var queue = new ArrayList<>(socket.pending());
            queue.add(inode);
            return new UnixSockets.Socket(
                    socket.inode(), 0, path, 1, UnixSockets.State.LISTENING, queue.size(), 128, queue);
        });
        return this;
    }

    /** A socket that is connecting and in nobody's queue yet. */
    public NodeEvidence connecting(Fd client) {
        waiting(client);
        return this;
    }

    private long waiting(Fd client) {
        long inode = ++lastInode;
        sockets.add(connected(inode, 0, ""));
        open(client, inode);
        return inode;
    }

    /** So many bytes wait to be read at this end. */
    public NodeEvidence unread(Fd end, long bytes) {
        var target = end.process().target(end.number());
        sockets.replaceAll(socket -> target.equals("socket:[" + socket.inode() + "]")
                ? new UnixSockets.Socket(
                        socket.inode(), socket.peer(), socket.path(), 1, socket.state(), bytes, 0, socket.pending())
                : socket);
        return this;
    }

    /** A pipe with both ends known. */
    public NodeEvidence pipe(Fd reads, Fd writes) {
        var target = "pipe:[" + ++lastInode + "]";
        reads.process().opens(reads.number(), target, READ_ONLY);
        writes.process().opens(writes.number(), target, WRITE_ONLY);
        return this;
    }

    /** A TCP connection with both ends on this host. */
    public NodeEvidence tcp(String near, Fd client, String far, Fd server) {
        tcpTo(near, client, far);
        long inode = ++lastInode;
        tcp.add(new TcpSockets.Socket(inode, far, near, TCP_ESTABLISHED, 0, 0));
        open(server, inode);
        return this;
    }

    /** One end of a TCP connection. */
    public NodeEvidence tcpTo(String near, Fd client, String far) {
        long inode = ++lastInode;
        tcp.add(new TcpSockets.Socket(inode, near, far, TCP_ESTABLISHED, 0, 0));
        open(client, inode);
        return this;
    }

    /** The end of a TCP connection that belongs to no file, such as one that its server has not accepted. */
    public NodeEvidence tcpLoose(String local, String remote, int state, long received) {
        tcp.add(new TcpSockets.Socket(0, local, remote, state, received, 0));
        return this;
    }

    /** A listening TCP socket. */
    public NodeEvidence tcpListener(String local, Fd server) {
        return tcpListener(local, server, 0);
    }

    /** A TCP listener at which so many connections wait. */
    public NodeEvidence tcpListener(String local, Fd server, long waiting) {
        long inode = ++lastInode;
        tcp.add(new TcpSockets.Socket(inode, local, "0.0.0.0:0", TCP_LISTEN, waiting, 128));
        open(server, inode);
        return this;
    }

    private static void open(Fd end, long inode) {
        end.process().opens(end.number(), "socket:[" + inode + "]");
    }

    /** A file lock that is held; the holder may be gone. */
    public NodeEvidence lock(long id, String kind, int holder, String file) {
        locks.add(new FileLocks.Lock(id, false, kind, "WRITE", holder, file, "0 EOF"));
        return this;
    }

    /** Somebody waits for a file lock. */
    public NodeEvidence lockWanted(long id, String kind, int waiter, String file) {
        locks.add(new FileLocks.Lock(id, true, kind, "WRITE", waiter, file, "0 EOF"));
        return this;
    }

    /** A fact that has one instance. */
    public <T> NodeEvidence says(FactType<T> type, T value) {
        return says(type, "", value);
    }

    /** A fact; it replaces what was said of that instance before. */
    public <T> NodeEvidence says(FactType<T> type, String instance, T value) {
        return reading(type, instance, new Reading.Seen<>(value));
    }

    /** A question that got no answer in a second. */
    public <T> NodeEvidence silent(FactType<T> type, String instance) {
        return reading(type, instance, new Reading.Silent<>(Duration.ofSeconds(1), ""));
    }

    /** A question that got no answer in a second, of the only instance. */
    public <T> NodeEvidence silent(FactType<T> type) {
        return silent(type, "");
    }

    /** The outcome of a question; it replaces what was said of that instance before. */
    public <T> NodeEvidence reading(FactType<T> type, String instance, Reading<T> reading) {
        facts.put(type.key(instance), builder -> builder.reading(type, instance, reading));
        return this;
    }

    /** A fact as it was read once more: a later sample, where there is one of that instance. */
    public <T> NodeEvidence alsoSays(FactType<T> type, String instance, T value) {
        facts.merge(type.key(instance), builder -> builder.seen(type, instance, value), (before, again) -> builder -> {
            before.accept(builder);
            again.accept(builder);
        });
        return this;
    }

    /** Everything that was read. */
    public Evidence evidence() {
        var builder = new Evidence.Builder(AT);
        builder.seen(Machine.TYPE, "", new Machine(OURS, uid, "6.1.0", architecture, "boot", TICKS, SINCE_BOOT));
        builder.seen(
                ProcessTable.TYPE,
                "",
                new ProcessTable(
                        processes.values().stream().map(ProcessEvidence::entry).toList()));
        builder.seen(UnixSockets.TYPE, "", new UnixSockets(sockets));
        builder.seen(TcpSockets.TYPE, "", new TcpSockets(tcp));
        builder.seen(FileLocks.TYPE, "", new FileLocks(locks));
        processes.values().forEach(process -> process.put(builder));
        facts.values().forEach(fact -> fact.accept(builder));
        return builder.build();
    }

    /** What edge sources and rules see. */
    public NodeView view() {
        return new NodeView(evidence());
    }

    /** The same without any reading of one fact. */
    public NodeView blindTo(FactType<?> type) {
        return new NodeView(evidence().without(type));
    }
}
