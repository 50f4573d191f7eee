package io.nodethaw.bus.monitor;

import io.nodethaw.bus.BusSecond;
import io.nodethaw.bus.BusTraffic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts messages by name, each in a group of names: members of interfaces, or errors, whose group is empty. Used by one thread. */
final class Tally {
    /** The most names that are counted apart, each with some hundred bytes; a healthy node has some dozens. */
    static final int MOST = 10_000;

    /** How many messages there were, in all and up to when was asked last. */
    private static final class Count {
        private long all;
        private long before;
    }

    private final Map<String, Map<String, Count>> groups = new HashMap<>();
    private final Set<String> always;
    private int size;

    /** @param always names that are counted however many others there are, "INTERFACE.MEMBER"; as bounded as the others */
    Tally(Set<String> always) {
        this.always = Set.copyOf(always);
    }

    /** Counts a message; not where there are too many other names already, unless its own is one of those that always count. */
    void add(String group, String name) {
        var ofGroup = groups.get(group);
        var known = ofGroup == null ? null : ofGroup.get(name);
        if (known == null) {
            boolean hasPlace = always.contains(name(group, name));
            if (!hasPlace && size >= MOST) {
                return;
            }
            size += hasPlace ? 0 : 1;
            known = new Count();
            groups.computeIfAbsent(group, _ -> new HashMap<>()).put(name, known);
        }
        known.all++;
    }

    /** How many there were of each. */
    Map<String, Long> counted() {
        var counted = new HashMap<String, Long>();
        groups.forEach((group, all) -> all.forEach((name, count) -> counted.put(name(group, name), count.all)));
        return counted;
    }

    /** Those of which most have come since this was asked last. */
    List<BusSecond.Most> fresh(int number) {
        var most = new ArrayList<BusSecond.Most>();
        groups.forEach((group, all) -> all.forEach((name, count) -> {
            if (count.all > count.before) {
                most.add(new BusSecond.Most(name(group, name), count.all - count.before));
                count.before = count.all;
            }
        }));
        return first(most, number);
    }

    /** Those of which most have come, with their groups. */
    List<BusTraffic.Member> members(int number) {
        var members = new ArrayList<BusTraffic.Member>();
        groups.forEach((group, all) ->
                all.forEach((name, count) -> members.add(new BusTraffic.Member(group, name, count.all))));
        return members.stream()
                .sorted(Comparator.comparingLong(BusTraffic.Member::messages)
                        .reversed()
                        .thenComparing(BusTraffic.Member::interfaceName)
                        .thenComparing(BusTraffic.Member::member))
                .limit(number)
                .toList();
    }

    /** The same, by name. */
    List<BusSecond.Most> most(int number) {
        return members(number).stream()
                .map(one -> new BusSecond.Most(name(one.interfaceName(), one.member()), one.messages()))
                .toList();
    }

    private static String name(String group, String name) {
        return group.isEmpty() ? name : group + "." + name;
    }

    /** The first of these, most first. */
    static List<BusSecond.Most> first(List<BusSecond.Most> all, int number) {
        return all.stream()
                .sorted(Comparator.comparingLong(BusSecond.Most::messages)
                        .reversed()
                        .thenComparing(BusSecond.Most::name))
                .limit(number)
                .toList();
    }
}
