package io.nodethaw.report;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a process is in.
 *
 * @param calls what it waits for over the bus, as its goroutines tell
 * @param attached what strace has seen; empty when nobody attached
 */
public record TraceReport(
        int pid,
        String name,
        List<TracedThread> threads,
        List<String> calls,
        Optional<Attached> attached,
        List<String> notes,
        String tool) {
    private static final int MOST = 9;
    private static final int NAMES = 12;

    public TraceReport {
        threads = List.copyOf(threads);
        calls = List.copyOf(calls);
        notes = List.copyOf(notes);
    }

    /**
     * What strace has seen.
     *
     * @param calls how many system calls
     * @param byName the most frequent ones: "read 12"
     * @param open calls that had not come back
     * @param messages that were decoded
     * @param freed what attaching has changed: calls that had not come back before, and have since
     */
    public record Attached(
            long seconds,
            long calls,
            List<String> byName,
            List<String> open,
            List<String> messages,
            List<String> freed) {}

    /** Prints it. Ends with a line feed. */
    public String print(OutputFormat format, Ink ink) {
        return format.isTree() ? Trees.print(tree(), format) : text(ink, format == OutputFormat.WIDE);
    }

    private String text(Ink ink, boolean wide) {
        var rows = new Rows(ink, ink.columns() == Ink.ANY ? FirstScreen.COLUMNS : ink.columns());
        var lines = new ArrayList<String>();
        lines.add(ink.strong(Printable.of(name) + " " + pid) + "  " + threads.size()
                + (threads.size() == 1 ? " thread" : " threads"));
        long rest = wide ? 0 : threads.stream().filter(TracedThread::rests).count();
        boolean only = rest == threads.size();
        for (var thread : threads) {
            if (wide || only || !thread.rests()) {
                thread(thread, lines);
            }
        }
        if (rest > 0 && !only) {
            lines.add("");
            lines.add("  " + rest + (rest == 1 ? " thread rests" : " threads rest")
                    + " in futex or asleep: with -o wide");
        }
        calls.forEach(call -> rows.add("bus", Printable.of(call), MOST));
        attached.ifPresent(seen -> attached(seen, rows));
        notes.forEach(note -> rows.add("note", Printable.of(note), MOST));
        if (!rows.lines().isEmpty()) {
            lines.add("");
            lines.addAll(rows.lines());
        }
        return String.join("\n", lines) + "\n";
    }

    private static void thread(TracedThread thread, List<String> lines) {
        lines.add("");
        var at = thread.call()
                .map(call ->
                        "in " + call + thread.fd().map(fd -> "(fd " + fd + ")").orElse(""))
                .orElseGet(() -> switch (thread.state()) {
                    case 'R' -> "running";
                    case 'T' -> "stopped";
                    case 't' -> "stopped by its tracer";
                    default -> "in no system call that could be read";
                });
        lines.add("  thread " + thread.tid() + "  " + Printable.of(thread.comm()) + "  " + thread.state() + "  "
                + Printable.of(at)
                + (thread.wchan().isEmpty() ? "" : "  [" + Printable.of(thread.wchan()) + "]"));
        thread.file().ifPresent(file -> lines.add("    file   " + Printable.of(file)));
        thread.target().ifPresent(target -> lines.add("    on     " + Printable.of(target)));
        thread.peers().forEach(peer -> lines.add("    peer   " + Printable.of(peer)));
        if (thread.unread().isPresent() || thread.unsent().isPresent()) {
            lines.add("    queue  "
                    + thread.unread().map(bytes -> bytes + " bytes unread").orElse("")
                    + thread.unsent()
                            .map(bytes -> ", " + bytes + " bytes sent that the peer has not read")
                            .orElse(""));
        }
        thread.message().ifPresent(message -> lines.add("    hands  " + Printable.of(message)));
        thread.moved()
                .ifPresent(moved -> lines.add(
                        "    " + (moved ? "it has run between two looks" : "it has not run between two looks")));
    }

    private static void attached(Attached seen, Rows rows) {
        rows.add(
                "attached",
                seen.calls() + " system calls in " + seen.seconds() + " s"
                        + (seen.byName().isEmpty()
                                ? ""
                                : ": " + seen.byName().stream().limit(NAMES).collect(joining(", "))),
                MOST);
        rows.addList("open", seen.open().stream().map(Printable::of).toList(), MOST);
        seen.messages().forEach(message -> rows.add("message", Printable.of(message), 3));
        seen.freed().forEach(text -> rows.add("freed", Printable.of(text), MOST));
    }

    private Tree tree() {
        var tree = Trees.envelope(tool, "trace")
                .put("pid", pid)
                .put("name", name)
                .put("threads", threads.stream().map(TraceReport::tree).toList())
                .put("busCalls", Tree.texts(calls));
        attached.ifPresent(seen -> tree.put(
                "attached",
                new Tree.Fields()
                        .put("seconds", seen.seconds())
                        .put("calls", seen.calls())
                        .put("byName", Tree.texts(seen.byName()))
                        .put("open", Tree.texts(seen.open()))
                        .put("messages", Tree.texts(seen.messages()))
                        .put("freed", Tree.texts(seen.freed()))));
        return tree.put("notes", Tree.texts(notes));
    }

    private static Tree.Fields tree(TracedThread thread) {
        var tree = new Tree.Fields()
                .put("tid", thread.tid())
                .put("name", thread.comm())
                .put("state", Character.toString(thread.state()))
                .put("wchan", thread.wchan())
                .put("call", thread.call());
        thread.fd().ifPresent(fd -> tree.put("fd", fd));
        tree.put("file", thread.file()).put("target", thread.target()).put("peers", Tree.texts(thread.peers()));
        thread.unread().ifPresent(bytes -> tree.put("unread", bytes));
        thread.unsent().ifPresent(bytes -> tree.put("unsent", bytes));
        thread.moved().ifPresent(moved -> tree.put("moved", moved));
        return tree.put("message", thread.message());
    }
}
