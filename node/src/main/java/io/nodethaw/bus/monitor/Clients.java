package io.nodethaw.bus.monitor;

import io.nodethaw.bus.ControlGroup;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.child.ReaderChild;
import io.nodethaw.collect.kernel.Questions;
import io.nodethaw.collect.proc.Proc;
import io.nodethaw.collect.wire.dbus.BusConnection;
import io.nodethaw.collect.wire.dbus.SystemBus;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Finds out which processes the connections of the bus belong to, over a connection of its own and in a thread of its own. A process may
 * be gone before it is asked for: many live for milliseconds.
 */
final class Clients implements Names.Who, Closeable {
    private static final int WAITING = 2000;

    /** The most connections of which it is known that they were asked for; of most a second question would have no other answer. */
    private static final int MOST = 50_000;

    private static final int SHORT_ID = 12;

    private final Host host;
    private final long uid;
    private final ReaderChild child;
    private final Duration limit;
    private final Latest asked = new Latest(MOST);
    private final Background<String> thread;
    private volatile Optional<Names> names = Optional.empty();
    private Optional<BusConnection> bus = Optional.empty();

    Clients(Host host, long uid, ReaderChild child, Duration limit) {
        this.host = host;
        this.uid = uid;
        this.child = child;
        this.limit = limit;
        this.thread = new Background<>("clients", WAITING, new Background.Work<>() {
            @Override
            public void on(String unique) {
                find(unique);
            }

            @Override
            public void over() {
                disconnect();
            }
        });
    }

    /** Who gets the answers. */
    void tell(Names who) {
        names = Optional.of(who);
    }

    @Override
    public void ask(String unique) {
        if (asked.add(unique)) {
            try {
                if (!thread.offer(unique)) {
                    asked.remove(unique);
                }
            } catch (IOException e) {
                return; // then nobody is told of
            }
        }
    }

    private void find(String unique) {
        try {
            var deadline = host.deadline(limit);
            var pid = pid(unique, deadline);
            if (pid.isPresent()) {
                var words = words(pid.get());
                names.ifPresent(all -> all.told(unique, words));
            }
        } catch (IOException e) {
            return; // it is off the bus, or the bus does not tell: it goes by its unique name
        }
    }

    private Optional<Integer> pid(String unique, Deadline deadline) throws IOException {
        if (bus.isEmpty()) {
            var connection = SystemBus.visit(host, uid, deadline).bus();
            names.ifPresent(all -> all.told(connection.uniqueName(), "this command"));
            bus = Optional.of(connection);
        }
        var reply = bus.get().callBus("GetConnectionUnixProcessID", unique, deadline);
        return reply.isError()
                ? Optional.empty()
                : Optional.of(reply.value(0, Long.class))
                        .filter(pid -> pid > 0 && pid <= Integer.MAX_VALUE)
                        .map(Long::intValue);
    }

    private String words(int pid) {
        String name;
        try {
            name = new Proc(host).process(pid).comm() + " " + pid;
        } catch (IOException e) {
            return "process " + pid; // it is gone
        }
        return child.ask(Questions.freeze(pid))
                .await(host.deadline(limit))
                .reading()
                .seen()
                .flatMap(ControlGroup::of)
                .map(group -> name + in(group))
                .orElse(name);
    }

    private static String in(ControlGroup group) {
        if (!group.pod().isEmpty()) {
            return " of pod " + group.pod();
        }
        return group.container().isEmpty()
                ? ""
                : " of container " + group.container().substring(0, SHORT_ID);
    }

    private void disconnect() {
        try {
            if (bus.isPresent()) {
                bus.get().close();
            }
        } catch (IOException e) {
            return; // nothing more was wanted of it
        }
    }

    /** Leaves what it is doing behind, which ends with its limit; then the connection is closed. */
    @Override
    public void close() {
        thread.leave();
        asked.clear();
    }
}
