package io.nodethaw.report;

import static java.util.stream.Collectors.joining;

import io.nodethaw.core.Doing;
import io.nodethaw.core.LockWait;
import io.nodethaw.core.ThreadState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The threads of a core for people: those that do the same at the same place together. */
final class CoreThreadGroups {
    private static final int FRAMES_MAX = 12;
    private static final int NAMED_MAX = 8;
    private static final int GROUPS_MAX = 25;

    private record Kind(String doing, String lock, List<String> frames) {}

    private final Map<Kind, List<ThreadState>> groups = new LinkedHashMap<>();

    CoreThreadGroups(List<ThreadState> threads) {
        for (var thread : threads) {
            var kind = new Kind(
                    doing(thread.doing(), false),
                    thread.lock().map(CoreThreadGroups::lock).orElse(""),
                    CoreThreadTree.words(thread.frames()));
            groups.computeIfAbsent(kind, _ -> new ArrayList<>()).add(thread);
        }
    }

    void print(List<String> lines, Ink ink, boolean wide) {
        int shown = 0;
        for (var group : groups.entrySet()) {
            if (!wide && shown++ == GROUPS_MAX) {
                lines.add("");
                lines.add("+ " + (groups.size() - GROUPS_MAX) + " more kinds of threads: all with -o wide");
                return;
            }
            group(group.getKey(), group.getValue(), lines, ink, wide);
        }
    }

    private static void group(Kind kind, List<ThreadState> threads, List<String> lines, Ink ink, boolean wide) {
        var first = threads.getFirst();
        var doing = threads.size() == 1 ? doing(first.doing(), true) : kind.doing();
        lines.add("");
        lines.add("  " + ink.strong(names(threads, wide)) + "  " + Printable.of(doing)
                + (first.thread().signal() == 0
                        ? ""
                        : "  (signal " + first.thread().signal() + ")"));
        if (!kind.lock().isEmpty()) {
            lines.add("    " + ink.bad(kind.lock()));
        }
        int most =
                wide ? kind.frames().size() : Math.min(FRAMES_MAX, kind.frames().size());
        kind.frames().subList(0, most).forEach(frame -> lines.add("    " + frame));
        if (kind.frames().size() > most) {
            lines.add("    + " + (kind.frames().size() - most) + " more frames");
        }
    }

    private static String names(List<ThreadState> threads, boolean wide) {
        int most = wide ? threads.size() : Math.min(NAMED_MAX, threads.size());
        var named = threads.subList(0, most).stream()
                .map(thread -> Integer.toString(thread.tid()))
                .collect(joining(", "));
        return (threads.size() == 1 ? "thread " : threads.size() + " threads ")
                + named
                + (threads.size() > most ? " and " + (threads.size() - most) + " more" : "");
    }

    private static String lock(LockWait lock) {
        return "waits for a " + lock.kind() + " at 0x" + Long.toHexString(lock.address())
                + lock.owner().map(tid -> " that thread " + tid + " has").orElse("");
    }

    /** @param words with the arguments, which differ between threads that do the same */
    private static String doing(Doing doing, boolean words) {
        return switch (doing) {
            case Doing.InCall call ->
                (call.waits() ? "in " + call.name() : "back from " + call.name())
                        + (words && !call.words().isEmpty() ? "  " + call.words() : "");
            case Doing.Running _ -> "running";
            case Doing.Untold _ -> "not told what it is in";
        };
    }
}
