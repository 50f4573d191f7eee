package io.nodethaw.cli;

import io.nodethaw.bus.BusSecond;
import io.nodethaw.bus.BusTraffic;
import io.nodethaw.bus.monitor.BusMonitor;
import io.nodethaw.evidence.Evidence;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Asks the message bus of this node. */
public interface BusSource {
    /**
     * Watches systemd's message counter.
     *
     * @param limit of each question
     * @param time how long it is watched
     */
    Evidence serials(Duration limit, Duration time) throws InterruptedException;

    /** Asks who is on the bus. */
    Evidence clients(Duration limit);

    /**
     * Watches all messages.
     *
     * @param limit until the bus lets us watch
     * @param each gets what each second had
     */
    BusTraffic monitor(Duration limit, BusMonitor.Settings settings, Consumer<BusSecond> each) throws IOException;

    /**
     * Asks the owners of names for their objects.
     *
     * @param wanted names; empty for all
     * @param limit of the bus for its names, and of each owner for all its objects
     */
    Evidence trees(List<String> wanted, Duration limit);
}
