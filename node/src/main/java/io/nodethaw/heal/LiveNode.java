package io.nodethaw.heal;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.Outcome;
import io.nodethaw.collect.child.ReaderChild;
import io.nodethaw.collect.proc.Proc;
import io.nodethaw.collect.socket.Signals;
import io.nodethaw.wait.Vertex;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;

/** The node we run on. */
final class LiveNode implements Node {
    /** signal(7). */
    private static final int SIGKILL = 9;

    private static final int SIGUSR1 = 10;
    private static final int SIGTERM = 15;

    private static final int INIT = 1;

    /** For what is read in the reader child, its start included. */
    private static final Duration READING = Duration.ofSeconds(2);

    private static final Duration BETWEEN = Duration.ofMillis(100);

    private final Systemd systemd;
    private final Proc proc;
    private final Signals signals;
    private final Supplier<ReaderChild> child;

    LiveNode(Host host, Systemd systemd, Supplier<ReaderChild> child) {
        this.systemd = systemd;
        this.proc = new Proc(host);
        this.signals = new Signals(host);
        this.child = child;
    }

    @Override
    public Premises premises() {
        var reader = child.get();
        try {
            var room =
                    reader.ask(RoomTask.question()).await(Deadline.in(READING)).reading();
            return new Premises(
                    ownNamespace(),
                    proc.namespaces(INIT).process(),
                    Outcome.of(_ -> proc.process(INIT), Deadline.in(READING)),
                    room);
        } finally {
            reader.leave();
        }
    }

    private long ownNamespace() {
        try {
            return proc.namespaces(proc.machine().ourPid()).process();
        } catch (IOException e) {
            return 0; // could not tell
        }
    }

    @Override
    public void reconnect(Vertex.Process init) throws IOException {
        signals.send(init.pid(), init.startTicks(), SIGUSR1);
    }

    @Override
    public String reexecute(Vertex.Process init) throws IOException {
        try {
            var took = systemd.reexecute();
            return "its private socket closed after " + took.toMillis() + " ms, as it does";
        } catch (Systemd.NotToldException e) {
            signals.send(
                    init.pid(), init.startTicks(), SIGTERM); // systemd(1): "serializes its state, reexecutes itself"
            return "SIGTERM, since its private socket does not take calls (" + e.getMessage() + ")";
        }
    }

    @Override
    public void end(Vertex.Process process) throws IOException {
        signals.send(process.pid(), process.startTicks(), SIGKILL);
    }

    @Override
    public boolean awaitSystemd(Duration limit) {
        var deadline = Deadline.in(limit);
        while (!deadline.passed()) {
            if (systemd.answers()) {
                return true;
            }
            pause(BETWEEN);
        }
        return false;
    }

    @Override
    public boolean lives(Vertex.Process process) {
        try {
            var now = proc.process(process.pid());
            return now.startTicks() == process.startTicks() && !now.isGone();
        } catch (IOException gone) {
            return false;
        }
    }

    @Override
    public void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
