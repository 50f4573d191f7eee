package io.nodethaw.format;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes off what loggers, mail programs and web pages put around a line, from the outside to the inside. */
final class Peeling {
    /** What a mail or a web page puts before a line that it quotes. */
    private static final Pattern QUOTE = Pattern.compile("^(?:\\s{0,3}> ?)++");

    private static final String FENCE = "```";

    /** A line of a log in JSON: what docker's json-file, journalctl -o json and loggers in JSON call the text. */
    private static final Pattern JSON_TEXT =
            Pattern.compile("\"(?:log|msg|message|MESSAGE)\" ?: ?\"((?:[^\"\\\\]|\\\\.){1,8000}+)");

    private static final Pattern JSON_ERROR = Pattern.compile("\"(?:err|error)\" ?: ?\"((?:[^\"\\\\]|\\\\.){1,4000}+)");
    private static final Pattern JSON_PROGRAM =
            Pattern.compile("\"(?:SYSLOG_IDENTIFIER|_COMM)\" ?: ?\"([\\w.@+-]{1,64})\"");

    /** A line of a container's log as CRI runtimes write it (kubernetes pkg/kubelet/kuberuntime/logs, parseCRILog). */
    private static final Pattern CRI = Pattern.compile("^\\d{4}-\\d\\d-\\d\\dT\\S{5,40} (?:stdout|stderr) [FP] ");

    private static final String MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec";

    /** The time before a line of a journal or syslog: "Jan 02 03:04:05", "2026-01-02T03:04:05.6+00:00", "03:04:05". */
    private static final String TIME = "(?:(" + MONTHS + ") +(\\d{1,2}) |(?:\\d{4}-(\\d\\d)-(\\d\\d)[T ]))?"
            + "(\\d\\d):(\\d\\d):(\\d\\d)(?:[.,]\\d{1,9})?(?:Z|[+-]\\d\\d:?\\d\\d)?";

    private static final Pattern TIMED = Pattern.compile("^\\[?" + TIME + "\\]? ");

    /** Who said it: "host kubelet[123]: ", "host systemd: ", "kubelet[123]: ", RFC 5424's "host kubelet 123 - - ". */
    private static final Pattern SAID = Pattern.compile(
            "^(?:([\\w.-]{1,253}) )?(?:([\\w.@/+-]{1,64})\\[(\\d{1,9})\\]: ?|(?<=[\\w.-] )([a-z][\\w.@+-]{1,63}): |([\\w.@+-]{1,64}) (\\d{1,9}) - - +)");

    private static final Pattern SAID_WITHOUT_TIME =
            Pattern.compile("^(?:([\\w.-]{1,253}) )?([a-z][\\w.@+-]{1,64})\\[(\\d{1,9})\\]: ?");

    /** What is left where somebody has taken time and host off; behind the names of the same programs versions may stand too. */
    private static final Pattern NAME_ALONE = Pattern.compile(
            "^(kernel|systemd(?:-logind|-udevd)?|kubelet|containerd|crio|dockerd|dbus-daemon): ?+(?=[A-Z\\[<\"]| |[a-z_]{4,}[ :=])");

    /** klog's header (k8s.io/klog, formatHeader): level and day, time, thread, file and line. */
    private static final Pattern KLOG = Pattern.compile(
            "^[IWEF](\\d\\d)(\\d\\d) (\\d\\d):(\\d\\d):(\\d\\d)\\.\\d{1,9} +\\d{1,9} ([\\w./-]{1,99}\\.go):\\d{1,6}\\] ");

    /** logrus in its text form: time, level, message, then fields. */
    private static final Pattern LOGRUS = Pattern.compile("^(?:time=\"?([^\" ]{1,40})\"? )?level=\\w{1,9} msg=");

    private static final Pattern ISO = Pattern.compile("^\\d{4}-(\\d\\d)-(\\d\\d)T(\\d\\d):(\\d\\d):(\\d\\d)");

    /** A level in words, which dmesg -x and some collectors put before the time. */
    private static final String LEVEL = "(?:emerg|alert|crit|err|error|warn|warning|notice|info|debug)";

    /** The kernel's times (kernel/printk/printk.c, print_prefix; dmesg -T), its level, and the caller's id. */
    private static final Pattern PRINTK = Pattern.compile("^(?:<\\d{1,3}>|(?:(?:kern|user|daemon|syslog)[ :.]{1,8})?"
            + LEVEL + " *:? *)?\\[ *(?:(\\d{1,10}\\.\\d{1,6})|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (" + MONTHS
            + ") +(\\d{1,2}) (\\d\\d):(\\d\\d):(\\d\\d) \\d{4})\\](?:\\[ *[TC]\\d{1,9}\\])? ?");

    /** Files of kubelet that log under their own names (pkg/kubelet, staging/src/k8s.io/cri-client). */
    private static final List<String> KUBELET_FILES = List.of(
            "kubelet",
            "kuberuntime",
            "remote_runtime",
            "pod_workers",
            "setters",
            "generic.go",
            "transport.go",
            "reconciler",
            "certificate_manager",
            "pod_container_manager",
            "cgroup_manager",
            "eviction_manager");

    private static final double DAY = 86_400;
    private static final int DAYS = 31;

    private Peeling() {}

    /** What is taken off so far. */
    private static final class Peeled {
        private String text;
        private Optional<String> host = Optional.empty();
        private Optional<String> program = Optional.empty();
        private Optional<Integer> pid = Optional.empty();
        private Optional<Double> clock = Optional.empty();
        private Optional<Double> uptime = Optional.empty();

        Peeled(String text) {
            this.text = text;
        }

        void setClock(double seconds) {
            clock = Optional.of(seconds);
        }

        /** True where it begins with one of these letters: nearly no line has to be looked at more closely. */
        boolean begins(String letters) {
            return !text.isEmpty() && letters.indexOf(text.charAt(0)) >= 0;
        }

        boolean beginsWithDigit() {
            return begins("0123456789");
        }

        Optional<Matcher> cut(Pattern beginning) {
            var match = beginning.matcher(text);
            if (!match.lookingAt()) { // unlike find, it does not look for a beginning at every letter
                return Optional.empty();
            }
            text = text.substring(match.end());
            return Optional.of(match);
        }
    }

    static Line of(String whole, long number) {
        var peeled = new Peeled(whole);
        if (whole.indexOf('>') >= 0) {
            peeled.cut(QUOTE);
        }
        peeled.text = unfenced(peeled.text.strip());
        if (peeled.text.startsWith("{")) {
            json(peeled);
        }
        if (peeled.beginsWithDigit() && peeled.text.contains(" std")) {
            peeled.cut(CRI);
        }
        said(peeled);
        if (peeled.begins("IWEF")) {
            peeled.cut(KLOG).ifPresent(match -> klog(peeled, match));
        }
        if (peeled.begins("tl")) {
            logrus(peeled);
        }
        if (peeled.text.indexOf('[') >= 0) {
            peeled.cut(PRINTK).ifPresent(match -> printk(peeled, match));
        }
        return new Line(
                number,
                whole,
                peeled.text.strip(),
                peeled.host,
                peeled.program,
                peeled.pid,
                peeled.clock,
                peeled.uptime);
    }

    /** Without a fence of Markdown that is followed by more than the name of a language. */
    private static String unfenced(String text) {
        boolean fenced = text.startsWith(FENCE) && text.indexOf(' ') > 0;
        return fenced ? text.substring(FENCE.length()).strip() : text;
    }

    private static void json(Peeled peeled) {
        var line = peeled.text;
        var text = JSON_TEXT.matcher(line);
        if (text.find()) {
            var error = JSON_ERROR.matcher(line);
            var said = JSON_PROGRAM.matcher(line);
            peeled.text =
                    unescaped(text.group(1)).strip() + (error.find() ? " error=" + unescaped(error.group(1)) : "");
            peeled.program = said.find() ? Optional.of(said.group(1)) : Optional.empty();
        }
    }

    private static String unescaped(String text) {
        return text.replace("\\n", " ")
                .replace("\\t", " ")
                .replace("\\\"", "\"")
                .replace("\\\\", "\\");
    }

    private static void said(Peeled peeled) {
        var time =
                peeled.beginsWithDigit() || peeled.begins("[JFMASOND") ? peeled.cut(TIMED) : Optional.<Matcher>empty();
        time.ifPresent(match -> peeled.setClock(seconds(
                match.group(1) == null ? number(match.group(3)) : month(match.group(1)),
                number(match.group(1) == null ? match.group(4) : match.group(2)),
                match.group(5),
                match.group(6),
                match.group(7))));
        if (time.isPresent()) {
            peeled.cut(SAID).ifPresent(match -> {
                peeled.host = Optional.ofNullable(match.group(1));
                var program = match.group(2) != null
                        ? match.group(2)
                        : match.group(4) != null ? match.group(4) : match.group(5);
                peeled.program = Optional.of(name(program));
                peeled.pid = Optional.ofNullable(match.group(3) != null ? match.group(3) : match.group(6))
                        .map(Integer::valueOf);
            });
            if (peeled.program.isEmpty()) {
                nameAlone(peeled);
            }
        } else if (peeled.text.contains("]: ")) {
            peeled.cut(SAID_WITHOUT_TIME).ifPresent(match -> {
                peeled.host = Optional.ofNullable(match.group(1));
                peeled.program = Optional.of(match.group(2));
                peeled.pid = Optional.of(Integer.valueOf(match.group(3)));
            });
        } else {
            nameAlone(peeled);
        }
    }

    private static void nameAlone(Peeled peeled) {
        if (peeled.begins("kscdr") && peeled.text.contains(":")) {
            peeled.cut(NAME_ALONE).ifPresent(match -> peeled.program = Optional.of(match.group(1)));
        }
    }

    private static String name(String program) {
        return program.substring(program.lastIndexOf('/') + 1);
    }

    private static void klog(Peeled peeled, Matcher match) {
        peeled.clock = Optional.of(seconds(
                number(match.group(1)), number(match.group(2)), match.group(3), match.group(4), match.group(5)));
        if (peeled.program.isEmpty() && KUBELET_FILES.stream().anyMatch(match.group(6)::startsWith)) {
            peeled.program = Optional.of("kubelet");
        }
    }

    private static void logrus(Peeled peeled) {
        var match = LOGRUS.matcher(peeled.text);
        if (match.lookingAt() && match.group(1) != null) {
            var time = ISO.matcher(match.group(1));
            if (time.lookingAt()) {
                peeled.clock = Optional.of(seconds(
                        number(time.group(1)), number(time.group(2)), time.group(3), time.group(4), time.group(5)));
            }
        }
    }

    private static void printk(Peeled peeled, Matcher match) {
        peeled.program = peeled.program.or(() -> Optional.of("kernel"));
        if (match.group(1) != null) {
            peeled.uptime = Optional.of(Double.valueOf(match.group(1)));
        } else {
            peeled.clock = Optional.of(seconds(
                    month(match.group(2)), number(match.group(3)), match.group(4), match.group(5), match.group(6)));
        }
    }

    private static int month(String name) {
        return MONTHS.indexOf(name) / 4 + 1;
    }

    private static int number(String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static double seconds(int month, int day, String hours, String minutes, String seconds) {
        return ((double) month * DAYS + day) * DAY + number(hours) * 3600.0 + number(minutes) * 60.0 + number(seconds);
    }
}
