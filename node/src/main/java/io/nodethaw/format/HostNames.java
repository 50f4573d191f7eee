package io.nodethaw.format;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The hosts that the lines of a log name. A machine that gets its name while it boots, or another one, has one after the other; names
 * of the same time are of several hosts, whose lines must not be mixed.
 */
final class HostNames {
    /** Words that stand where a host stands, and are none: levels of loggers, and the name before there is one. */
    private static final Set<String> NO_HOSTS = Set.of(
            "localhost",
            "info",
            "warn",
            "warning",
            "error",
            "err",
            "debug",
            "trace",
            "fatal",
            "notice",
            "crit",
            "emerg",
            "alert",
            "none",
            "kernel");

    /** A machine that boots has both its names for some seconds: so many seconds of two names are of two hosts. */
    private static final double OVERLAP = 60;

    /** So many lines of a host show that it is one: a line may quote another. */
    private static final int LEAST = 3;

    private static final int MOST = 1_000;

    /** When the lines of a host were said, in seconds of {@link Line#clock}. */
    private record Span(int lines, double from, double to) {
        Span and(Span other) {
            return new Span(lines + other.lines, Math.min(from, other.from), Math.max(to, other.to));
        }

        boolean overlaps(Span other) {
            return Math.min(to, other.to) - Math.max(from, other.from) > OVERLAP;
        }
    }

    private final Map<String, Span> hosts = new LinkedHashMap<>();

    /** The next line of a log. */
    void take(Line line) {
        if (line.host().isPresent() && line.clock().isPresent()) {
            take(line.host().get(), line.clock().get());
        }
    }

    void take(String host, double clock) {
        var name = name(host);
        if (!NO_HOSTS.contains(name) && (hosts.size() < MOST || hosts.containsKey(name))) {
            hosts.merge(name, new Span(1, clock, clock), Span::and);
        }
    }

    /** Without the domain, which some loggers leave out; an address has none. */
    private static String name(String host) {
        var lower = host.toLowerCase(Locale.ROOT);
        int point = lower.indexOf('.');
        return point <= 0 || Character.isDigit(lower.charAt(point - 1)) && lower.matches("[\\d.]+")
                ? lower
                : lower.substring(0, point);
    }

    /** The host, the newest of its names; empty where none or several are named. */
    Optional<String> only() {
        return several().isEmpty()
                ? hosts.entrySet().stream()
                        .max(Comparator.comparingDouble(host -> host.getValue().to()))
                        .map(Map.Entry::getKey)
                : Optional.empty();
    }

    /** The hosts, where there are several at the same time; else empty. */
    List<String> several() {
        var told = hosts.entrySet().stream()
                .filter(host -> host.getValue().lines() >= LEAST)
                .toList();
        return told.stream()
                .filter(one -> told.stream()
                        .anyMatch(other -> !other.getKey().equals(one.getKey())
                                && other.getValue().overlaps(one.getValue())))
                .map(Map.Entry::getKey)
                .toList();
    }
}
