package io.nodethaw.report;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.wait.go.GoroutineLock;
import io.nodethaw.wait.go.Occupation;

/**
 * Goroutines as one page for a browser: it loads nothing from elsewhere, groups can be folded, and a box searches all of them.
 */
final class StacksPage {
    private static final String STYLE = """
            :root { color-scheme: light dark; font: 14px/1.4 system-ui, sans-serif; }
            body { margin: 1rem auto; max-width: 72rem; padding: 0 1rem; }
            code, pre, summary { font-family: ui-monospace, monospace; }
            pre { margin: 0 0 .5rem 1.5rem; white-space: pre-wrap; overflow-wrap: anywhere; }
            summary { cursor: pointer; padding: .15rem 0; }
            input { font: inherit; width: 100%; padding: .3rem; box-sizing: border-box; }
            .answer { border-left: .25rem solid; padding: .3rem .6rem; }
            .faint { opacity: .65; }
            [hidden] { display: none; }
            """;

    /** Shows only the groups that contain every word in the search box. */
    private static final String SCRIPT = """
            const box = document.querySelector("input"), groups = [...document.querySelectorAll("details")];
            const texts = groups.map(group => group.textContent.toLowerCase());
            const left = document.querySelector("#left");
            function search() {
              const words = box.value.toLowerCase().split(/\\s+/).filter(word => word);
              let shown = 0;
              groups.forEach((group, i) => {
                group.hidden = !words.every(word => texts[i].includes(word));
                shown += !group.hidden;
              });
              left.textContent = shown + " of " + groups.length + " kinds";
            }
            box.addEventListener("input", search);
            document.querySelector("button").addEventListener("click", () => {
              const open = groups.some(group => !group.hidden && !group.open);
              groups.forEach(group => { if (!group.hidden) group.open = open; });
            });
            search();
            """;

    private final StacksReport report;
    private final StringBuilder out = new StringBuilder();

    private StacksPage(StacksReport report) {
        this.report = report;
    }

    static String of(StacksReport report) {
        return new StacksPage(report).print();
    }

    private String print() {
        out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>")
                .append(escaped(report.name()))
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<h1>")
                .append(escaped(report.name()))
                .append("</h1>\n<p>")
                .append(escaped(report.filter().shown(report.shown(), report.count(), report.extent())))
                .append(report.from().isEmpty() ? "" : ", " + escaped(report.from()))
                .append(" <span class=\"faint\">")
                .append(escaped(report.tool()))
                .append("</span></p>\n<p class=\"answer\">")
                .append(escaped(report.answer()))
                .append("</p>\n");
        locks();
        report.notes()
                .forEach(note ->
                        out.append("<p class=\"faint\">").append(escaped(note)).append("</p>\n"));
        out.append(
                        "<p><input type=\"search\" placeholder=\"state, function, file, text or goroutine\" autofocus></p>\n")
                .append(
                        "<p><button type=\"button\">fold or unfold</button> <span id=\"left\" class=\"faint\"></span></p>\n");
        report.crash().ifPresent(this::crash);
        report.groups().forEach(this::group);
        return out.append("<script>\n")
                .append(SCRIPT)
                .append("</script>\n</body>\n</html>\n")
                .toString();
    }

    private void crash(Crash crash) {
        crash.words()
                .forEach(words -> out.append("<p><code>").append(escaped(words)).append("</code></p>\n"));
    }

    private void locks() {
        var queues = LockWords.queues(report.locks());
        var rings = report.locks().deadlocks();
        if (!queues.isEmpty() || !rings.isEmpty()) {
            out.append("<ul>\n");
            rings.forEach(
                    ring -> out.append("<li>").append(LockWords.ring(ring)).append("</li>\n"));
            for (GoroutineLock lock : queues) {
                out.append("<li><code>")
                        .append(escaped(LockWords.of(lock, report.extent())))
                        .append("</code></li>\n");
            }
            out.append("</ul>\n");
        }
    }

    private void group(StackGroup group) {
        out.append("<details><summary>")
                .append(escaped(group.heading()))
                .append(group.oldest() < 0 ? "" : " about " + group.oldest() + " min")
                .append(" <span class=\"faint\">")
                .append(escaped(ShortNames.function(Occupation.title(group.frames()))))
                .append(
                        group.occupation().what().isEmpty()
                                ? ""
                                : " waits for " + escaped(group.occupation().what()))
                .append(group.isIdle() ? " (idle)" : "")
                .append("</span></summary>\n<pre>")
                .append(escaped(group.who()))
                .append(group.sample().lockedToThread() ? ", locked to thread" : "")
                .append('\n');
        for (int i = 0; i <= group.frames().size(); i++) {
            gaps(group, i);
            if (i < group.frames().size()) {
                frame(group.frames().get(i));
            }
        }
        group.creator().ifPresent(creator -> place("created by " + creator.function(), creator.file(), creator.line()));
        out.append("</pre></details>\n");
    }

    private void gaps(StackGroup group, int before) {
        group.gaps().stream()
                .filter(gap -> gap.before() == before)
                .forEach(gap -> out.append(escaped(gap.text().strip())).append('\n'));
    }

    private void frame(Goroutine.Frame frame) {
        place(
                frame.function() + (frame.arguments().isEmpty() ? "" : "(" + frame.arguments() + ")"),
                frame.file(),
                frame.line());
        frame.strings().forEach(text -> out.append("    ").append(escaped(text)).append('\n'));
    }

    private void place(String function, String file, int line) {
        out.append(escaped(function))
                .append("\n    <span class=\"faint\">")
                .append(escaped(file))
                .append(':')
                .append(line)
                .append("</span>\n");
    }

    /** Escapes text for a page, because names come from any program. */
    private static String escaped(String text) {
        return Printable.of(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
