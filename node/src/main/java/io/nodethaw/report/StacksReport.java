package io.nodethaw.report;

import io.nodethaw.wait.GoroutineLock;
import io.nodethaw.wait.GoroutineLocks;
import java.util.List;
import java.util.Locale;

/**
 * The goroutines of one process at one moment.
 *
 * @param name of the process or file
 * @param from how they were had: "go1.19.8, read from memory"; empty where that is clear
 * @param count how many goroutines there are
 * @param groups the oldest first, then the largest
 * @param notes what could not be read
 */
public record StacksReport(
        String name,
        String from,
        long count,
        List<StackGroup> groups,
        GoroutineLocks locks,
        List<String> notes,
        String tool) {
    /** Frames shown of a group before the rest is only counted. */
    private static final int FRAMES_MAX = 8;

    private static final int IDS_MAX = 8;

    public StacksReport {
        groups = List.copyOf(groups);
        notes = List.copyOf(notes);
    }

    /** In this form. */
    public String print(Format format, Ink ink) {
        return switch (format) {
            case JSON -> JsonText.of(tree());
            case YAML -> YamlText.of(tree());
            case TEXT, DOT -> text(ink, FRAMES_MAX);
            case WIDE -> text(ink, Integer.MAX_VALUE);
        };
    }

    private String text(Ink ink, int most) {
        var out = new StringBuilder(ink.strong(Printable.of(name)))
                .append("  ")
                .append(count)
                .append(count == 1 ? " goroutine" : " goroutines")
                .append(from.isEmpty() ? "" : ", " + Printable.of(from))
                .append('\n');
        groups.forEach(group -> group(out, group, ink, most));
        var queues = locks.locks().stream().filter(StacksReport::isQueue).toList();
        if (!queues.isEmpty()) {
            out.append('\n');
            queues.forEach(lock -> out.append(lock(lock)).append('\n'));
        }
        notes.forEach(note -> out.append("note  ").append(Printable.of(note)).append('\n'));
        return out.append('\n')
                .append(ink.strong("answer"))
                .append("  ")
                .append(answer())
                .append('\n')
                .toString();
    }

    private static void group(StringBuilder out, StackGroup group, Ink ink, int most) {
        out.append('\n')
                .append(ink.strong(group.count() + " [" + Printable.of(group.state()) + "]"))
                .append(group.oldest() < 0 ? "" : "  at least " + group.oldest() + " min")
                .append("  ")
                .append(ink.faint(ids(group.ids(), group.count())))
                .append('\n');
        group.frames().stream()
                .limit(most)
                .forEach(frame -> out.append("    ")
                        .append(Printable.of(frame.function()))
                        .append("  ")
                        .append(ink.faint(Printable.of(frame.file()) + ":" + frame.line()))
                        .append(
                                frame.strings().isEmpty()
                                        ? ""
                                        : "  " + Printable.of(String.join(", ", frame.strings())))
                        .append('\n'));
        if (group.frames().size() > most) {
            out.append("    + ").append(group.frames().size() - most).append(" more, in -o wide\n");
        }
    }

    private static String ids(List<Long> ids, long count) {
        var shown = ids.stream().limit(IDS_MAX).map(String::valueOf).toList();
        return "goroutine " + String.join(", ", shown)
                + (count > shown.size() ? " and " + (count - shown.size()) + " more" : "");
    }

    /** A lock proper; of the rest, where one goroutine waits for its like at a channel of its own, only what several wait for. */
    private static boolean isQueue(GoroutineLock lock) {
        return isLock(lock) || lock.waiters().size() > 1;
    }

    /** Only a lock proper has a holder; who shares a channel may as well be its other reader. */
    private static boolean isLock(GoroutineLock lock) {
        return lock.kind() == GoroutineLock.Kind.MUTEX || lock.kind() == GoroutineLock.Kind.RWMUTEX;
    }

    private static String lock(GoroutineLock lock) {
        var kind = lock.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return kind + " 0x" + Long.toHexString(lock.address()) + "  " + waiters(lock)
                + (isLock(lock) ? lock.holders() : List.<GoroutineLock.Holder>of())
                        .stream()
                                .findFirst()
                                .map(holder -> "; " + holder(holder))
                                .orElse(isLock(lock) ? "; who has it is not seen" : "");
    }

    private static String waiters(GoroutineLock lock) {
        int size = lock.waiters().size();
        return (size == 1 ? "1 waits (" : size + " wait (") + ids(lock.waiters(), size) + ")";
    }

    private static String holder(GoroutineLock.Holder holder) {
        var sure = holder.sign() == GoroutineLock.Sign.ONLY_ONE ? "probably" : "possibly";
        return sure + " held by goroutine " + holder.goroutine()
                + (holder.function().isEmpty() ? "" : " in " + Printable.of(holder.function()));
    }

    /** What a person wants to know of all this. */
    String answer() {
        if (!locks.deadlocks().isEmpty()) {
            var ring = locks.deadlocks().getFirst();
            return "deadlock: "
                    + String.join(
                            " needs ",
                            ring.stream().map(id -> "goroutine " + id).toList())
                    + " needs goroutine " + ring.getFirst();
        }
        var held = locks.locks().stream()
                .filter(lock -> isLock(lock) && !lock.holders().isEmpty())
                .findFirst();
        return held.map(lock -> waiters(lock) + " for a "
                        + lock.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ", "
                        + holder(lock.holders().getFirst()))
                .orElseGet(this::oldest);
    }

    private String oldest() {
        return groups.stream()
                .filter(group -> group.oldest() >= 0)
                .findFirst()
                .map(group -> "nobody is seen to hold a lock that others wait for; the oldest wait is at least "
                        + group.oldest() + " min in [" + Printable.of(group.state()) + "]")
                .orElse("nobody is seen to hold a lock that others wait for, and no age is known");
    }

    private Tree tree() {
        return Trees.envelope(tool, "stacks")
                .put("name", name)
                .put("from", from)
                .put("goroutines", count)
                .put("groups", groups.stream().map(StacksReport::tree).toList())
                .put("locks", locks.locks().stream().map(StacksReport::tree).toList())
                .put(
                        "deadlocks",
                        locks.deadlocks().stream().map(ring -> numbers(ring)).toList())
                .put("answer", answer())
                .put("notes", Tree.texts(notes));
    }

    private static Tree tree(StackGroup group) {
        return new Tree.Fields()
                .put("count", group.count())
                .put("state", group.state())
                .putKnown("oldestMinutes", group.oldest())
                .putKnown("medianMinutes", group.median())
                .put("ids", numbers(group.ids()))
                .put(
                        "frames",
                        group.frames().stream()
                                .map(frame -> new Tree.Fields()
                                        .put("function", frame.function())
                                        .put("file", frame.file())
                                        .put("line", frame.line())
                                        .put("inlined", frame.inlined())
                                        .put("strings", Tree.texts(frame.strings())))
                                .toList());
    }

    private static Tree tree(GoroutineLock lock) {
        return new Tree.Fields()
                .put("kind", lock.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .put("address", "0x" + Long.toHexString(lock.address()))
                .put("waiters", numbers(lock.waiters()))
                .put(
                        "holders",
                        lock.holders().stream()
                                .map(holder -> new Tree.Fields()
                                        .put("goroutine", holder.goroutine())
                                        .put(
                                                "sign",
                                                holder.sign()
                                                        .name()
                                                        .toLowerCase(Locale.ROOT)
                                                        .replace('_', '-'))
                                        .put("function", holder.function()))
                                .toList());
    }

    private static Tree numbers(List<Long> numbers) {
        return new Tree.Items(numbers.stream()
                .map(number -> new Tree.Plain(Long.toString(number)))
                .toList());
    }
}
