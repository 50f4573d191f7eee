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
import java.util.TreeMap;

/** Counts messages. Used by one thread. */
final class Traffic {
    private static final String SYSTEMD = "org.freedesktop.systemd1";
    private static final String MANAGER = "org.freedesktop.systemd1.Manager";
    private static final String BUS = "org.freedesktop.DBus";

    /** The most senders and members that are counted apart; others count in the sums alone. */
    private static final int MOST = 10_000;

    /** How many are told of each second, and of all in the end. */
    private static final int OF_A_SECOND = 3;

    static final int OF_ALL = 20;

    /** How many messages there were, in all and up to the second before. */
    private static final class Count {
        private long all;
        private long before;
    }

    private static final class Sender {
        private long messages;
        private long before;
        private long bytes;
        private long serial;
        private long skipped;
    }

    private static final class Units {
        private long made;
        private long removed;
    }

    private final OpenCalls calls = new OpenCalls();
    private final Map<String, Sender> senders = new HashMap<>();
    private final Map<String, Map<String, Count>> members = new HashMap<>();
    private final Map<String, Count> errors = new HashMap<>();
    private final Map<String, Units> units = new TreeMap<>();
    private final Names names;
    private int memberCount;
    private long callCount;
    private long replyCount;
    private long errorCount;
    private long signalCount;
    private long otherCount;
    private long bytes;
    private long unitsMade;
    private long unitsRemoved;
    private BusCounts countsBefore = new BusCounts(0, 0, 0, 0, 0, 0);
    private long madeBefore;
    private long removedBefore;

    /** @param names who has which name, and who they are */
    Traffic(Names names) {
        this.names = names;
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
                member(head);
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
                count(errors, head.errorName());
                calls.end(head.destination(), head.replySerial());
            }
            case SIGNAL -> {
                signalCount++;
                member(head);
                signal(sender, head);
            }
            case OTHER -> otherCount++;
        }
    }

    private void sender(String name, MessageHead head) {
        var known = senders.get(name);
        if (known == null) {
            if (senders.size() >= MOST) {
                return;
            }
            known = new Sender();
            senders.put(name, known);
        } else if (head.serial() > known.serial + 1) {
            known.skipped += head.serial() - known.serial - 1;
        }
        known.messages++;
        known.bytes += head.length();
        known.serial = head.serial();
    }

    private void member(MessageHead head) {
        var ofInterface = members.computeIfAbsent(head.interfaceName(), _ -> new HashMap<>());
        var known = ofInterface.get(head.member());
        if (known == null) {
            if (memberCount >= MOST) {
                return;
            }
            memberCount++;
            known = new Count();
            ofInterface.put(head.member(), known);
        }
        known.all++;
    }

    private static void count(Map<String, Count> counts, String name) {
        if (counts.size() < MOST || counts.containsKey(name)) {
            counts.computeIfAbsent(name, _ -> new Count()).all++;
        }
    }

    private void signal(String sender, MessageHead head) {
        if (head.interfaceName().equals(MANAGER)) {
            switch (head.member()) {
                case "UnitNew" -> {
                    unitsMade++;
                    units(head.text(0)).made++;
                }
                case "UnitRemoved" -> {
                    unitsRemoved++;
                    units(head.text(0)).removed++;
                }
                default -> {}
            }
        } else if (sender.equals(BUS) && head.member().equals("NameOwnerChanged")) {
            names.changed(head.text(0), head.text(1), head.text(2));
            if (head.text(0).startsWith(":") && head.text(2).isEmpty()) {
                calls.left(head.text(0));
            }
        }
    }

    private Units units(String name) {
        return units.computeIfAbsent(name.substring(name.lastIndexOf('.') + 1), _ -> new Units());
    }

    /** Messages of a member, by interface. */
    Map<String, Long> counted() {
        var counted = new HashMap<String, Long>();
        members.forEach((type, all) -> all.forEach((member, count) -> counted.put(type + "." + member, count.all)));
        return counted;
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
                unitsMade - madeBefore,
                unitsRemoved - removedBefore,
                mostMembers(),
                mostSenders(),
                mostErrors(),
                missing,
                systemdSerial());
        countsBefore = now;
        madeBefore = unitsMade;
        removedBefore = unitsRemoved;
        return second;
    }

    private Optional<Long> systemdSerial() {
        return names.owner(SYSTEMD).map(senders::get).map(known -> known.serial);
    }

    private List<BusSecond.Most> mostMembers() {
        var most = new ArrayList<BusSecond.Most>();
        members.forEach((type, all) -> all.forEach((member, count) -> {
            if (count.all > count.before) {
                most.add(new BusSecond.Most(type + "." + member, count.all - count.before));
                count.before = count.all;
            }
        }));
        return first(most, OF_A_SECOND);
    }

    private List<BusSecond.Most> mostSenders() {
        var most = new ArrayList<BusSecond.Most>();
        senders.forEach((name, count) -> {
            if (count.messages > count.before) {
                most.add(new BusSecond.Most(name, count.messages - count.before));
                count.before = count.messages;
            }
        });
        return first(most, OF_A_SECOND).stream()
                .map(one -> new BusSecond.Most(names.called(one.name()), one.messages()))
                .toList();
    }

    private List<BusSecond.Most> mostErrors() {
        var most = new ArrayList<BusSecond.Most>();
        errors.forEach((name, count) -> {
            if (count.all > count.before) {
                most.add(new BusSecond.Most(name, count.all - count.before));
                count.before = count.all;
            }
        });
        return first(most, OF_A_SECOND);
    }

    private static List<BusSecond.Most> first(List<BusSecond.Most> all, int number) {
        return all.stream()
                .sorted(Comparator.comparingLong(BusSecond.Most::messages)
                        .reversed()
                        .thenComparing(BusSecond.Most::name))
                .limit(number)
                .toList();
    }

    /**
     * All of it.
     *
     * @param end why it ended before its time; empty where it did not
     */
    BusTraffic all(Instant at, Duration over, long nanos, Optional<BusTraffic.Compared> compared, String end) {
        var ofErrors = new ArrayList<BusSecond.Most>();
        errors.forEach((name, count) -> ofErrors.add(new BusSecond.Most(name, count.all)));
        var ofMembers = new ArrayList<BusTraffic.Member>();
        members.forEach((type, all) ->
                all.forEach((member, count) -> ofMembers.add(new BusTraffic.Member(type, member, count.all))));
        return new BusTraffic(
                at,
                over,
                counts(),
                senders.entrySet().stream()
                        .sorted(Comparator.comparingLong((Map.Entry<String, Sender> one) -> one.getValue().messages)
                                .reversed()
                                .thenComparing(Map.Entry::getKey))
                        .limit(OF_ALL)
                        .map(one -> sender(one.getKey(), one.getValue()))
                        .toList(),
                ofMembers.stream()
                        .sorted(Comparator.comparingLong(BusTraffic.Member::messages)
                                .reversed()
                                .thenComparing(BusTraffic.Member::interfaceName)
                                .thenComparing(BusTraffic.Member::member))
                        .limit(OF_ALL)
                        .toList(),
                first(ofErrors, OF_ALL),
                calls.oldest(OF_ALL, nanos, names),
                calls.forgotten(),
                units.entrySet().stream()
                        .map(one -> new BusTraffic.UnitKind(one.getKey(), one.getValue().made, one.getValue().removed))
                        .toList(),
                compared,
                end);
    }

    private BusTraffic.Sender sender(String name, Sender known) {
        return new BusTraffic.Sender(name, names.who(name), known.messages, known.bytes, known.serial, known.skipped);
    }
}
