package io.nodethaw.report;

import io.nodethaw.evidence.Key;
import io.nodethaw.wait.Edge;
import java.util.ArrayList;
import java.util.List;

/** One wait in words. */
final class Waits {
    private Waits() {}

    /** What it waits at, and for how long at least. */
    static String text(Edge edge) {
        var text = Printable.of(edge.text());
        return edge.atLeast()
                .filter(_ -> !text.contains("at least"))
                .map(age -> text + ", at least " + Ages.words(age))
                .orElse(text);
    }

    /** Its thread and open files; empty where there are none. */
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

    /** What the wide report adds below a wait. */
    static List<String> proofLines(Edge edge) {
        var ends = ends(edge);
        return List.of(edge.kind().word() + (ends.isEmpty() ? "" : "; " + ends) + "; read in " + keys(edge.readings()));
    }

    /** Names of readings: "unix-sockets, syscall 12/12". */
    static String keys(List<Key> keys) {
        if (keys.isEmpty()) {
            return "nothing";
        }
        return Printable.of(String.join(", ", keys.stream().map(Key::toString).toList()));
    }
}
