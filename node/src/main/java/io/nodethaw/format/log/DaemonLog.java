package io.nodethaw.format.log;

import io.nodethaw.evidence.Logged;
import io.nodethaw.format.Finder;
import io.nodethaw.format.Found;
import io.nodethaw.format.Line;
import io.nodethaw.format.units.UnitLog;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Logs of the chain's daemons: what they say was refused, or never came. What somebody stops saying, while the log goes on, is over
 * and counts no more.
 */
public final class DaemonLog implements Finder {
    /**
     * A log that goes on for so long without saying it again says that it is over: kubelet retries within 5 minutes
     * (pkg/kubelet/util/backoff, MaxContainerBackOff), and says each 5 seconds that it skips pods.
     */
    private static final double OVER_SECONDS = 600;

    /** The same for what is said each few seconds while it lasts. */
    private static final double SOON_OVER_SECONDS = 60;

    /** kubelet says each 5 s that it skips pods, the kernel each 22 s that a processor does not come out of it. */
    private static final Set<Logged.Sign> SOON_OVER = Set.of(Logged.Sign.RELIST_OVERDUE, Logged.Sign.LOCKUP);

    /** The programs whose logs these are, by the names that journals give them. */
    private static final Set<String> PROGRAMS = Set.of(
            "kubelet",
            "containerd",
            "dockerd",
            "docker",
            "crio",
            "cri-dockerd",
            "systemd",
            "dbus-daemon",
            "dbus-broker",
            "kernel",
            "runc",
            "k3s",
            "rke2",
            "containerd-shim",
            "containerd-shim-runc-v2");

    private static final Pattern LOGRUS =
            Pattern.compile("\\blevel=(?:trace|debug|info|warning|error|fatal|panic) msg=");
    private static final Pattern EVENTS = Pattern.compile("\\(x(\\d{1,6}) over \\w{1,12}\\)");
    private static final Pattern AGE = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,12})?)(h|ms|m|s|µs|us|ns)");

    /** kubelet's own for "never": the longest duration of Go (time.Duration, maxDuration). */
    private static final String NEVER = "2562047h";

    /** Daemons that a node has one of, so that the number before their lines is theirs. */
    private static final Set<String> DAEMONS = Set.of("kubelet", "containerd", "dockerd", "crio");

    /** Signs that are about systemd, PID 1, whoever tells them. */
    private static final Set<Logged.Sign> OF_SYSTEMD = Set.of(
            Logged.Sign.NAME_WITHOUT_OWNER,
            Logged.Sign.SYSTEMD_SILENT,
            Logged.Sign.SEND_REFUSED,
            Logged.Sign.SYSTEMD_FROZEN,
            Logged.Sign.JOB_LATE);

    /** The kernel's word that a container has reached its own limit of tasks (kernel/cgroup/pids.c). */
    private static final Pattern OF_A_CONTAINER =
            Pattern.compile("fork rejected by pids controller in /(?:kubepods|docker|system\\.slice/docker-|machine)");

    /** The condition of a node, and an event of it, as kubectl describes them: the condition is what is so now. */
    private static final Pattern NOT_READY = Pattern.compile("Ready\\s+(?:False|Unknown)\\s");

    private static final Pattern EVENT = Pattern.compile("(?:Normal|Warning)\\s");

    private static final int MOST = 1_000;

    /** One sign, as often as it was said. */
    private static final class Kept {
        private final KnownLine known;
        private final String program;
        private final String about;
        private Line last;
        private int from;
        private Optional<Duration> lasting = Optional.empty();
        private long times;

        Kept(KnownLine known, String program, String about, Line line) {
            this.known = known;
            this.program = program;
            this.about = about;
            this.last = line;
        }

        /** The line, or what of a long one tells it. */
        String text() {
            var text = last.text();
            return text.length() <= Logged.LONGEST ? text : text.substring(from);
        }
    }

    private final Map<String, Kept> signs = new LinkedHashMap<>();
    private final Map<String, Line> lastOf = new TreeMap<>();
    private final Set<String> programs = new TreeSet<>();
    private final Map<String, Integer> pids = new TreeMap<>();
    private boolean isLog;
    private boolean isCondition;
    private boolean isOfContainer;
    private String before = "";

    @Override
    public void take(Line line) {
        var program = line.program().orElse("");
        if (!program.isEmpty() && PROGRAMS.contains(program)) {
            programs.add(program);
        }
        boolean logged =
                line.text().contains("level=") && LOGRUS.matcher(line.text()).find();
        isLog |= logged || line.clock().isPresent() && !program.isEmpty();
        if (line.isLogged()) {
            lastOf.put(program, line);
        }
        pids.keySet().removeIf(daemon -> UnitLog.isEndOf(daemon, line));
        line.pid().filter(_ -> DAEMONS.contains(program)).ifPresent(pid -> pids.put(program, pid));
        isCondition |= NOT_READY.matcher(line.text()).lookingAt();
        KnownLine.forLine(line.text()).forEach(known -> look(known, line));
        isOfContainer |= line.text().contains("pids controller")
                && OF_A_CONTAINER.matcher(line.text()).find();
        frozen(line);
        before = line.text();
    }

    /** True for a line that means something, or that something is over. */
    public static boolean tells(Line line) {
        return isTrouble(line)
                || KnownLine.forLine(line.text()).stream()
                        .anyMatch(known -> known.over(line).isPresent());
    }

    /** True for a line that means something. */
    public static boolean isTrouble(Line line) {
        return KnownLine.forLine(line.text()).stream()
                .anyMatch(known -> known.in(line).isPresent());
    }

    private void look(KnownLine known, Line line) {
        known.over(line)
                .filter(_ -> !isCondition || !EVENT.matcher(line.text()).lookingAt())
                .ifPresent(about -> signs.values()
                        .removeIf(kept -> kept.known.sign() == known.sign() && kept.about.equals(about)
                                || known.endsAll() && kept.known.equals(known)));
        known.in(line).ifPresent(match -> keep(known, match, line));
    }

    private void keep(KnownLine known, Matcher match, Line line) {
        var about = known.subject(match);
        var program = line.program().or(known::only).orElse("");
        var key = known.sign() + " " + program + " " + about;
        if (!signs.containsKey(key) && signs.size() == MOST) {
            return;
        }
        var kept = signs.computeIfAbsent(key, _ -> new Kept(known, program, about, line));
        if (SOON_OVER.contains(known.sign()) && isOver(kept, line)) {
            kept.times = 0; // what was over begins anew
        }
        boolean counted = kept.times > 0 && kept.last.number() == line.number(); // two rows may be about one line
        kept.last = line;
        kept.from = match.start();
        kept.times += counted ? 0 : times(line.whole());
        if (match.namedGroups().containsKey("age") && match.group("age") != null) {
            kept.lasting = age(match.group("age"));
        }
    }

    /** How often an event came, which kubectl shows once: "2s (x9 over 90s)" (k8s.io/kubectl, describe, translateMicroTimestampSince). */
    private static long times(String line) {
        var many = line.contains("(x") ? EVENTS.matcher(line) : null;
        return many != null && many.find() ? Math.max(1, Long.parseLong(many.group(1))) : 1;
    }

    /** The file of a frozen cgroup, printed by the command in the line before. */
    private void frozen(Line line) {
        boolean file = before.contains("freezer.state") && before.contains("cat ");
        if (!file || !line.text().matches("FROZEN|FREEZING|THAWED")) {
            return;
        }
        var path = before.replaceFirst("^.*?cat +", "").replaceFirst("/?freezer\\.state.*$", "");
        if (line.text().equals("THAWED")) {
            signs.values().removeIf(kept -> kept.known.sign() == Logged.Sign.FROZEN && kept.about.equals(path));
        } else {
            var known = KnownLine.ALL.stream()
                    .filter(one -> one.sign() == Logged.Sign.FROZEN)
                    .findFirst()
                    .orElseThrow();
            var kept = signs.computeIfAbsent("FROZEN  " + path, _ -> new Kept(known, "", path, line));
            kept.last = line;
            kept.times++;
        }
    }

    /** How long it is in the words of Go (time.Duration, String); empty for what never was. */
    private static Optional<Duration> age(String text) {
        if (text.startsWith(NEVER)) {
            return Optional.empty();
        }
        double seconds = 0;
        var part = AGE.matcher(text);
        while (part.find()) {
            double value = Double.parseDouble(part.group(1));
            seconds += switch (part.group(2)) {
                case "h" -> value * 3600;
                case "m" -> value * 60;
                case "s" -> value;
                case "ms" -> value / 1e3;
                default -> 0;
            };
        }
        return seconds > 0 ? Optional.of(Duration.ofMillis((long) (seconds * 1000))) : Optional.empty();
    }

    private boolean isOver(Kept kept) {
        return Optional.ofNullable(lastOf.get(kept.last.program().orElse("")))
                .filter(end -> isOver(kept, end))
                .isPresent();
    }

    private static boolean isOver(Kept kept, Line end) {
        double limit = SOON_OVER.contains(kept.known.sign()) ? SOON_OVER_SECONDS : OVER_SECONDS;
        return end.since(kept.last).filter(seconds -> seconds > limit).isPresent();
    }

    @Override
    public void end(Found into) {
        if (isLog || !programs.isEmpty() && lastOf.size() > 0) {
            into.is(programs.isEmpty() ? "a log" : "a log of " + String.join(", ", programs));
        }
        signs.values()
                .removeIf(kept -> isOfContainer && kept.known.sign() == Logged.Sign.NO_TASK && kept.program.isEmpty());
        for (var kept : signs.values()) {
            if (isOver(kept)) {
                into.note(
                        kept.last.number(),
                        "said " + kept.times + (kept.times == 1 ? " time" : " times")
                                + ", and no more although the log goes on for minutes: counts as over");
                continue;
            }
            if (!isLog && programs.isEmpty()) {
                into.is("a log");
            }
            var logged = new Logged(kept.known.sign(), kept.program, kept.about, kept.text(), kept.times, kept.lasting);
            into.put(Logged.TYPE, logged.key().instance(), logged, kept.last.number());
        }
        if (signs.values().stream().anyMatch(kept -> OF_SYSTEMD.contains(kept.known.sign()) && !isOver(kept))) {
            pids.put("systemd", 1);
        }
        pids.forEach((program, pid) -> into.process(pid, program, 1));
    }
}
