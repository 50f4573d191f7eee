package io.nodethaw.report;

import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Origin;
import io.nodethaw.wait.Edge;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** One wait in words. */
final class EdgeWords {
    private EdgeWords() {}

    /** What is waited at, and for how long at least. */
    static String text(Edge edge) {
        var text = Printable.of(edge.text());
        return edge.atLeast()
                .filter(_ -> !text.contains("at least"))
                .map(age -> text + ", at least " + AgeWords.words(age))
                .orElse(text);
    }

    /** The thread and open files of the wait; empty when there are none. */
    static String ends(Edge edge) {
        var parts = new ArrayList<String>();
        if (edge.task() > 0) {
            parts.add("task " + edge.task());
        }
        if (edge.fd() >= 0) {
            parts.add("fd " + edge.fd());
        }
        if (edge.peerFd() >= 0) {
            parts.add("fd " + edge.peerFd() + " at the other end");
        }
        return String.join(", ", parts);
    }

    /** The lines that the wide report adds below a wait. */
    static List<String> proofLines(Edge edge, VertexNames names) {
        var ends = ends(edge);
        return List.of(edge.kind().word() + (ends.isEmpty() ? "" : "; " + ends) + "; read in "
                + readings(edge.readings(), names));
    }

    /** Readings, each with its origin: "unix-sockets, syscall 12/12 (2026-01-02T03:04:05Z)". */
    private static String readings(List<Key> keys, VertexNames names) {
        var byOrigin = new LinkedHashMap<String, List<String>>();
        for (var key : keys) {
            var origin = names.origin(key).map(from -> " (" + text(from) + ")").orElse("");
            byOrigin.computeIfAbsent(origin, _ -> new ArrayList<>()).add(names.of(key));
        }
        var told = new ArrayList<String>();
        byOrigin.forEach((origin, read) -> told.add(String.join(", ", read) + origin));
        return told.isEmpty() ? "nothing" : Printable.of(String.join(", ", told));
    }

    /** The origin in words, with times in whole seconds, so that what was read within one second is shown together. */
    private static String text(Origin origin) {
        return switch (origin) {
            case Origin.Live(var asked, var answered) ->
                new Origin.Live(asked, answered.truncatedTo(ChronoUnit.SECONDS)).text();
            case Origin.InFile file -> file.text();
        };
    }
}
