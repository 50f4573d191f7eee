package io.nodethaw.format.log;

import io.nodethaw.evidence.Logged;
import io.nodethaw.format.Finder;
import io.nodethaw.format.Found;
import io.nodethaw.format.Line;
import io.nodethaw.format.goroutines.Programs;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The last words of a daemon that ended by itself, where nothing after them tells that it runs again. An end that somebody asked for, to
 * get its goroutines or to start it anew, is none.
 */
public final class DaemonEnds implements Finder {
    private static final Set<String> DAEMONS = Set.of("kubelet", "containerd", "dockerd", "crio", "cri-dockerd");

    /** What the runtime of Go says last (runtime/panic.go, printpanics and fatalthrow; runtime/signal_unix.go, sighandler). */
    private static final Pattern WORDS =
            Pattern.compile("(?:panic: \\S|fatal error: \\S|unexpected fault address |SIG(?:SEGV|BUS|ILL|FPE): )");

    /** The first letters of these words. */
    private static final String FIRSTS = "pfuS";

    /** It was told to write its goroutines and to end (runtime/sigtab_linux_generic.go). */
    private static final Pattern ASKED = Pattern.compile("SIG(?:QUIT|ABRT|TERM|INT)\\b");

    /** A logger of klog ends the program after a line of this level (k8s.io/klog, formatHeader), as one of logrus does. */
    private static final Pattern KLOG = Pattern.compile("F\\d{4} \\d\\d:\\d\\d:\\d\\d\\.\\d{6} ");

    /** No header of klog is longer. */
    private static final int HEADER_MOST = 160;

    /** Before the level of a line of logrus (sirupsen/logrus, text_formatter.go). */
    private static final String LEVEL = "level=";

    /** k3s pkg/agent/containerd and rke2 end with the daemon that they have started. */
    private static final Pattern WITHIN =
            Pattern.compile("\\b(containerd|kubelet) exited: (?:exit status [1-9]|signal: [a-z]{3,20})");

    /** systemd src/core/service.c; Go's own ends have status 2. */
    private static final Pattern ENDED = Pattern.compile("([a-z-]{4,20})\\.service:? (?:[Mm]ain process exited, "
            + "code=(?:exited, status=2/|dumped,)|Failed with result 'oom-kill')");

    private static final Map<String, String> BY_UNIT = Map.of(
            "kubelet",
            "kubelet",
            "containerd",
            "containerd",
            "docker",
            "dockerd",
            "crio",
            "crio",
            "cri-docker",
            "cri-dockerd");

    /** Words of systemd's line for the start of a unit, whose description is its packager's. */
    private static final String STARTED = "Started ";

    /** Lines after bare words in which a function tells whose they are. */
    private static final int NEAR = 60;

    private record End(Line line, String text) {}

    private final Map<String, End> ends = new LinkedHashMap<>();
    private final Set<String> asked = new HashSet<>();
    private Optional<Line> bare = Optional.empty();
    private long until;

    @Override
    public void take(Line line) {
        var program = line.program().orElse("");
        var text = line.text();
        if (DAEMONS.contains(program)) {
            own(program, line);
        } else if (program.equals("systemd")) {
            ofUnit(text, line);
        } else if (text.contains(" exited: ")) {
            var within = WITHIN.matcher(text);
            if (within.find()) {
                ends.putIfAbsent(within.group(1), new End(line, text));
            }
        } else if (!line.isLogged()) {
            unnamed(text, line);
        }
    }

    private void own(String program, Line line) {
        if (ASKED.matcher(line.text()).lookingAt()) {
            asked.add(program);
            ends.remove(program);
        } else if (isLast(line.text()) || isFatal(line)) {
            ends.putIfAbsent(program, new End(line, line.text()));
        } else if (Optional.ofNullable(ends.get(program))
                .filter(end -> isBack(end.line(), line))
                .isPresent()) {
            ends.remove(program);
            asked.remove(program);
        }
    }

    private static boolean isLast(String text) {
        return !text.isEmpty()
                && FIRSTS.indexOf(text.charAt(0)) >= 0
                && WORDS.matcher(text).lookingAt();
    }

    private static boolean isFatal(Line line) {
        return isFatalOfLogrus(line.text()) || isFatalOfKlog(line);
    }

    private static boolean isFatalOfLogrus(String text) {
        int at = text.startsWith("time=") || text.startsWith(LEVEL) ? text.indexOf(LEVEL) : -1;
        int after = at + LEVEL.length();
        return at >= 0 && (text.startsWith("fatal msg=", after) || text.startsWith("panic msg=", after));
    }

    /** Its header begins with the level; it has been taken off the text, so it ends where the text begins. */
    private static boolean isFatalOfKlog(Line line) {
        var whole = line.whole();
        int end = whole.length() - line.text().length();
        int most = Math.min(end + 1, whole.length());
        for (int at = whole.indexOf('F', Math.max(0, end - HEADER_MOST), most); at >= 0; ) {
            if (KLOG.matcher(whole).region(at, whole.length()).lookingAt()) {
                return true;
            }
            at = whole.indexOf('F', at + 1, most);
        }
        return false;
    }

    /** Another process of this name, or, where the log tells no numbers, one that goes on. */
    private static boolean isBack(Line end, Line line) {
        return line.pid().isPresent() && end.pid().isPresent()
                ? !line.pid().equals(end.pid())
                : line.text().contains("level=")
                        || line.since(end).filter(seconds -> seconds > 1).isPresent();
    }

    private void ofUnit(String text, Line line) {
        if (text.startsWith(STARTED)) {
            ends.keySet()
                    .removeIf(
                            program -> text.contains(program) || program.equals("dockerd") && text.contains("Docker"));
            return;
        }
        var ended = ENDED.matcher(text);
        if (ended.lookingAt()) {
            Optional.ofNullable(BY_UNIT.get(ended.group(1)))
                    .filter(program -> !asked.contains(program))
                    .ifPresent(program -> ends.putIfAbsent(program, new End(line, text)));
        }
    }

    /** Without a program before it: a function below the words tells whose they are. */
    private void unnamed(String text, Line line) {
        if (isLast(text)) {
            bare = Optional.of(line);
            until = line.number() + NEAR;
        } else if (bare.isPresent() && line.number() > until) {
            bare = Optional.empty();
        } else if (bare.isPresent()) {
            Programs.ofFunction(text).filter(DAEMONS::contains).ifPresent(program -> {
                ends.putIfAbsent(program, new End(bare.get(), bare.get().text()));
                bare = Optional.empty();
            });
        }
    }

    @Override
    public void end(Found into) {
        ends.forEach((program, end) -> {
            into.is("the last words of " + program);
            var logged = new Logged(Logged.Sign.ENDED_BY_ITSELF, program, "", end.text(), 1, Optional.empty());
            into.put(Logged.TYPE, logged.key().instance(), logged, end.line().number());
        });
    }
}
