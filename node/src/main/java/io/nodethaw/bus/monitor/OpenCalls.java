package io.nodethaw.bus.monitor;

import io.nodethaw.bus.OpenCall;
import io.nodethaw.collect.wire.dbus.MessageHead;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The calls that have no reply yet, in the order in which they came. Used by one thread. */
final class OpenCalls {
    /** The most that are kept, each with some hundred bytes; the oldest matter most, so that newer ones are forgotten. */
    private static final int MOST = 50_000;

    private record Call(String destination, String path, String interfaceName, String member, long nanos) {}

    private final Map<String, Map<Long, Call>> byCaller = new HashMap<>();
    private int size;
    private long forgotten;

    void begin(MessageHead head, long nanos) {
        if (size >= MOST) {
            forgotten++;
            return;
        }
        var call = new Call(head.destination(), head.path(), head.interfaceName(), head.member(), nanos);
        var before = byCaller.computeIfAbsent(head.sender(), _ -> new LinkedHashMap<>())
                .put(head.serial(), call);
        size += before == null ? 1 : 0;
    }

    /** A reply has come, which may also be one to a call that was made before we looked. */
    void end(String caller, long serial) {
        var calls = byCaller.get(caller);
        if (calls != null && calls.remove(serial) != null) {
            size--;
            if (calls.isEmpty()) {
                byCaller.remove(caller);
            }
        }
    }

    /** The caller is off the bus, and waits no more. */
    void left(String caller) {
        var calls = byCaller.remove(caller);
        size -= calls == null ? 0 : calls.size();
    }

    int size() {
        return size;
    }

    /** How many were not kept. */
    long forgotten() {
        return forgotten;
    }

    /** The oldest, with who made them. */
    List<OpenCall> oldest(int number, long nanos, Names names) {
        record Found(String caller, long serial, Call call) {}
        var all = new ArrayList<Found>();
        byCaller.forEach((caller, calls) -> {
            int left = number; // of one caller they are in order
            for (var one : calls.entrySet()) {
                if (left-- == 0) {
                    break;
                }
                all.add(new Found(caller, one.getKey(), one.getValue()));
            }
        });
        return all.stream()
                .sorted(Comparator.comparingLong((Found one) -> one.call().nanos()))
                .limit(number)
                .map(one -> new OpenCall(
                        one.caller(),
                        names.who(one.caller()),
                        one.call().destination(),
                        one.call().path(),
                        one.call().interfaceName(),
                        one.call().member(),
                        one.serial(),
                        Duration.ofNanos(Math.max(0, nanos - one.call().nanos()))))
                .toList();
    }
}
