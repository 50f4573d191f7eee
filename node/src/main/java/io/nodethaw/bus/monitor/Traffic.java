package io.nodethaw.bus.monitor;

import io.nodethaw.bus.BusCounts;
import io.nodethaw.bus.BusSecond;
import io.nodethaw.bus.BusTraffic;
import io.nodethaw.collect.wire.dbus.Message;
import io.nodethaw.collect.wire.dbus.MessageHead;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Counts messages. Used by one thread. */
final class Traffic {
    private static final String BUS = "org.freedesktop.DBus";

    /** The most senders that are counted apart; others count in the sums alone. */
    private static final int MOST = Tally.MOST;

    /** What stands beside the interface where somebody else sends a signal of systemd's. */
    private static final String OF_OTHERS = " (not of systemd)";

    /** How many are told of each second, and of all in the end. */
    private static final int OF_A_SECOND = 3;

    static final int OF_ALL = 20;

    private static final class Sender {
        private long messages;
        private long before;
        private long bytes;
        private long serial;
        private long skipped;
        private boolean gone;
    }

    private static final Comparator<Map.Entry<String, Sender>> MOST_FIRST = Comparator.comparingLong(
                    (Map.Entry<String, Sender> one) -> one.getValue().messages)
            .reversed()
            .thenComparing(Map.Entry::getKey);

    private final OpenCalls calls = new OpenCalls();
    private final Map<String, Sender> senders = new HashMap<>();
    private final Tally members;
    private final Tally errors = new Tally(Set.of());
    private final UnitSignals units = new UnitSignals();
    private final Names names;
    private long callCount;
    private long replyCount;
    private long errorCount;
    private long signalCount;
    private long otherCount;
    private long bytes;
    private long sendersLeftOut;
    private BusCounts countsBefore = new BusCounts(0, 0, 0, 0, 0, 0);

    /**
     * @param names who has which name, and who they are
     * @param usual members that are counted however many others there are
     */
    Traffic(Names names, Set<String> usual) {
        this.names = names;
        this.members = new Tally(usual);
    }

    /**
     * Counts a message.
     *
     * @param nanos when it came, on a clock that nobody sets
     */
    void add(MessageHead head, long nanos) {
        bytes += head.length();
        var sender = head.sender();
        sender(sender, head);
        switch (head.type()) {
            case METHOD_CALL -> {
                callCount++;
                members.add(head.interfaceName(), head.member());
                if ((head.flags() & Message.NO_REPLY_EXPECTED) == 0) {
                    calls.begin(head, nanos);
                }
            }
            case METHOD_RETURN -> {
                replyCount++;
                calls.end(head.destination(), head.replySerial());
            }
            case ERROR -> {
                errorCount++;
                errors.add("", head.errorName());
                calls.end(head.destination(), head.replySerial());
            }
            case SIGNAL -> {
                signalCount++;
                signal(sender, head);
            }
            case OTHER -> otherCount++;
        }
    }

    /** True where nothing was counted. */
    boolean isEmpty() {
        return counts().messages() == 0;
    }

    private void sender(String name, MessageHead head) {
        var known = senders.get(name);
        if (known == null) {
            if (senders.size() >= MOST) {
                sendersLeftOut++;
                return;
            }
            known = new Sender();
            senders.put(name, known);
        } else if (!name.equals(BUS) && head.serial() > known.serial + 1) {
            known.skipped += head.serial() - known.serial - 1;
        }
        known.messages++;
        known.bytes += head.length();
        known.serial = head.serial();
    }

    private void signal(String sender, MessageHead head) {
        var type = head.interfaceName();
        if (type.equals(UnitSignals.MANAGER) && !names.isSystemd(sender)) {
            members.add(type + OF_OTHERS, head.member());
            return;
        }
        members.add(type, head.member());
        if (type.equals(UnitSignals.MANAGER)) {
            units.add(head);
        } else if (sender.equals(BUS) && head.member().equals("NameOwnerChanged")) {
            names.changed(head.text(0), head.text(2));
            if (head.text(0).startsWith(":") && head.text(2).isEmpty()) {
                left(head.text(0));
            }
        }
    }

    private void left(String unique) {
        calls.left(unique);
        names.left(unique);
        var known = senders.get(unique);
        if (known != null) {
            known.gone = true;
        }
    }

    /** Of those who left, only who may be among the first of all in the end is kept: unique names are never given again. */
    private void forgetGone() {
        senders.entrySet().stream()
                .filter(one -> one.getValue().gone)
                .sorted(MOST_FIRST)
                .skip(OF_ALL)
                .map(Map.Entry::getKey)
                .toList()
                .forEach(senders::remove);
    }

    /** Messages of a member, by interface. */
    Map<String, Long> counted() {
        return members.counted();
    }

    private BusCounts counts() {
        return new BusCounts(callCount, replyCount, errorCount, signalCount, otherCount, bytes);
    }

    /** What has come since this was asked last. */
    BusSecond second(Instant at, Duration over, long nanos, List<BusTraffic.Missing> missing) {
        var now = counts();
        var oldest = calls.oldest(1, nanos, names);
        var second = new BusSecond(
                at,
                over,
                now.since(countsBefore),
                calls.size(),
                oldest.stream().findFirst(),
                units.freshMade(),
                units.freshRemoved(),
                members.fresh(OF_A_SECOND),
                mostSenders(),
                errors.fresh(OF_A_SECOND),
                missing,
                systemdSerial());
        countsBefore = now;
        forgetGone();
        return second;
    }

    private Optional<Long> systemdSerial() {
        return names.owner(Names.SYSTEMD).map(senders::get).map(known -> known.serial);
    }

    private List<BusSecond.Most> mostSenders() {
        var most = new ArrayList<BusSecond.Most>();
        senders.forEach((name, count) -> {
            if (count.messages > count.before) {
                most.add(new BusSecond.Most(name, count.messages - count.before));
                count.before = count.messages;
            }
        });
        return Tally.first(most, OF_A_SECOND).stream()
                .map(one -> new BusSecond.Most(names.called(one.name()), one.messages()))
                .toList();
    }

    /**
     * All of it.
     *
     * @param malformed what could not be counted
     * @param end why it ended before its time; empty where it did not
     */
    BusTraffic all(
            Instant at,
            Duration over,
            long nanos,
            long malformed,
            Optional<BusTraffic.Lag> behind,
            Optional<BusTraffic.Compared> compared,
            String end) {
        return new BusTraffic(
                at,
                over,
                counts(),
                senders.entrySet().stream()
                        .sorted(MOST_FIRST)
                        .limit(OF_ALL)
                        .map(one -> sender(one.getKey(), one.getValue()))
                        .toList(),
                sendersLeftOut,
                members.members(OF_ALL),
                errors.most(OF_ALL),
                calls.oldest(OF_ALL, nanos, names),
                calls.forgotten(),
                units.all(),
                malformed,
                behind,
                compared,
                end);
    }

    private BusTraffic.Sender sender(String name, Sender known) {
        boolean counts = !name.equals(BUS);
        return new BusTraffic.Sender(
                name,
                names.who(name),
                known.messages,
                known.bytes,
                counts ? Optional.of(known.serial) : Optional.empty(),
                counts ? Optional.of(known.skipped) : Optional.empty());
    }
}
