package io.nodethaw.bus.ask;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.wire.dbus.BusConnection;
import io.nodethaw.collect.wire.dbus.Message;
import io.nodethaw.collect.wire.dbus.MethodCall;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Many calls over one connection, without waiting for one answer before the next call. Calls to the same receiver form a lane: a
 * receiver that is silent holds up its own lane only. Used by one thread.
 */
final class Exchange {
    /** Below what dbus-daemon lets one connection wait for (bus/config-parser.c, max_replies_per_connection, 128). */
    private static final int MOST = 100;

    /** Enough to keep a receiver busy. */
    private static final int MOST_OF_LANE = 8;

    private final BusConnection bus;
    private final Map<String, Lane> lanes = new LinkedHashMap<>();
    private final Map<Long, Asked> out = new HashMap<>();

    private record Call(MethodCall call, Consumer<Message> then) {}

    private record Asked(Lane lane, Consumer<Message> then) {}

    private static final class Lane {
        private final Queue<Call> waiting = new ArrayDeque<>();
        private int out;
    }

    Exchange(BusConnection bus) {
        this.bus = bus;
    }

    /**
     * Adds a call; answers may add further ones.
     *
     * @param then gets the answer, which may be an error
     */
    void add(String lane, MethodCall call, Consumer<Message> then) {
        lanes.computeIfAbsent(lane, _ -> new Lane()).waiting.add(new Call(call, then));
    }

    /** Sends the calls and takes their answers, until all are there; a silence at the deadline leaves the rest unanswered. */
    void run(Deadline deadline) throws IOException {
        send(deadline);
        while (!out.isEmpty()) {
            var message = bus.receive(deadline, "reply to " + out.size() + " questions");
            var asked = out.get(message.replySerial());
            if (asked != null && message.answers(message.replySerial())) {
                out.remove(message.replySerial());
                asked.lane.out--;
                asked.then.accept(message);
                send(deadline);
            }
        }
    }

    /** One call of each lane in turn, so that all receivers are asked before one is asked much. */
    private void send(Deadline deadline) throws IOException {
        boolean more = true;
        while (more) {
            more = false;
            for (var lane : lanes.values()) {
                if (out.size() < MOST && lane.out < MOST_OF_LANE && !lane.waiting.isEmpty()) {
                    var call = lane.waiting.remove();
                    out.put(bus.send(call.call(), deadline), new Asked(lane, call.then()));
                    lane.out++;
                    more = true;
                }
            }
        }
    }

    /** Number of calls of a lane without an answer. */
    int unanswered(String lane) {
        var known = lanes.get(lane);
        return known == null ? 0 : known.out;
    }

    /** Number of calls of a lane that were not sent. */
    int unsent(String lane) {
        var known = lanes.get(lane);
        return known == null ? 0 : known.waiting.size();
    }
}
