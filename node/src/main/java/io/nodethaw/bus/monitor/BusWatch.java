package io.nodethaw.bus.monitor;

import io.nodethaw.bus.BusNames;
import io.nodethaw.bus.BusSecond;
import io.nodethaw.bus.BusTraffic;
import io.nodethaw.bus.ask.BusQuestions;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.child.ReaderChild;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Watches the bus, with a thread that finds out who its clients are and one that hands on what each second had. */
public final class BusWatch {
    /** Seconds that may wait to be printed; more are left out. */
    private static final int SECONDS = 30;

    private final Host host;
    private final long uid;
    private final ReaderChild child;

    /**
     * @param uid our own
     * @param child reads what may hang
     */
    public BusWatch(Host host, long uid, ReaderChild child) {
        this.host = host;
        this.uid = uid;
        this.child = child;
    }

    /**
     * Watches.
     *
     * @param limit of each question to the bus
     * @param each gets what each second had, in a thread of its own: it may block, then some are left out
     */
    public BusTraffic watch(Duration limit, BusMonitor.Settings settings, Consumer<BusSecond> each) throws IOException {
        try (var clients = new Clients(host, uid, child, limit)) {
            var names = new Names(clients);
            clients.tell(names);
            known(limit).ifPresent(known -> {
                names.begin(known);
                known.peers().stream().map(BusNames.Peer::unique).forEach(clients::ask);
            });
            var printed = new Background<BusSecond>("print", SECONDS, each::accept);
            try {
                return BusMonitor.watch(host, uid, limit, settings, names, second -> offer(printed, second));
            } finally {
                printed.end();
            }
        }
    }

    private Optional<BusNames> known(Duration limit) {
        return new BusQuestions(host, uid).names(limit).seen(BusNames.TYPE);
    }

    private static void offer(Background<BusSecond> printed, BusSecond second) {
        try {
            printed.offer(second); // one that does not fit is left out: whoever reads the output is slow
        } catch (IOException e) {
            throw new IllegalStateException(e); // it only hands on
        }
    }
}
