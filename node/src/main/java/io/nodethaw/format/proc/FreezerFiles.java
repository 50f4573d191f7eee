package io.nodethaw.format.proc;

import io.nodethaw.evidence.Freeze;
import io.nodethaw.evidence.Logged;
import io.nodethaw.format.Finder;
import io.nodethaw.format.Found;
import io.nodethaw.format.Line;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which control groups are frozen, and who is in them, as the files of cgroup v2 and {@code /proc/PID/cgroup} show it: behind the path of
 * the file (grep), or after the command that printed it (Documentation/admin-guide/cgroup-v2.rst, cgroup.freeze and cgroup.events). That a
 * group of version 1 is frozen is told by {@link io.nodethaw.format.log.DaemonLog}; here only its processes are joined to it.
 */
public final class FreezerFiles implements Finder {
    private static final String ROOT = "/sys/fs/cgroup";

    /** The usual place of the freezer of version 1. */
    private static final String FREEZER = ROOT + "/freezer/";

    private static final String NAMES =
            "cgroup\\.freeze|cgroup\\.events|cgroup\\.procs|cgroup\\.threads|freezer\\.state|tasks";

    private static final Pattern PREFIXED = Pattern.compile("^(?:(\\S{0,400})/(" + NAMES
            + ")|\\S{0,200}?/proc/(\\d{1,9})/(cgroup)):(?:\\d{1,6}:(?=[^:\\s]))?\\s*(\\S.*)$");

    /** Programs that print a file as it is, and nothing else. */
    private static final Pattern PRINTS = Pattern.compile("(?:^|[\\s;|&(])(?:cat|head|tail|more|less|grep|egrep)\\s");

    private static final Pattern COUNTS = Pattern.compile("grep\\s(?:.*\\s)?-\\w*c|\\|\\s*wc\\b");

    private static final Pattern SHOWN = Pattern.compile(
            "(?<=[\\s'\"])(?:(\\S{0,400}?)/?\\b(" + NAMES + ")|\\S{0,200}?/proc/(\\d{1,9})/(cgroup))(?=$|[\\s'\";|&])");

    /** The folder in which somebody stands, by the command or by the prompt before the next one. */
    private static final Pattern FOLDER =
            Pattern.compile("(?:\\bcd |:)(\\S{0,40}" + ROOT + "(?:/[^\\s#$\\];&]{0,400})?)/?(?=$|[\\s#$\\];&])");

    private static final Pattern HEADING = Pattern.compile("^==> (\\S{1,500}) <==$");

    /** What each file holds, line by line (kernel/cgroup/cgroup.c, freezer.c). */
    private static final Map<String, Pattern> LINES = Map.of(
            "cgroup.freeze", Pattern.compile("^([01])$"),
            "cgroup.events", Pattern.compile("^(?:populated [01]|frozen ([01]))$"),
            "freezer.state", Pattern.compile("^(FROZEN|FREEZING|THAWED)$"),
            "cgroup.procs", Pattern.compile("^(\\d{1,9})$"),
            "cgroup.threads", Pattern.compile("^(\\d{1,9})$"),
            "tasks", Pattern.compile("^(\\d{1,9})$"),
            "cgroup", Pattern.compile("^\\d{1,4}:([\\w,=.-]{0,200}:/.{0,400})$"));

    /** Files of one line: what comes after it is of the next file. */
    private static final Set<String> SHORT = Set.of("cgroup.freeze", "freezer.state");

    private static final int MOST = 10_000;

    /** A file that a command prints. */
    private record Shown(String path, String name, int pid) {}

    /** What the files of one group said last. */
    private static final class Group {
        private final Map<String, String> said = new LinkedHashMap<>();
        private long line;

        boolean isFrozen() {
            return said.containsValue("1") || said.containsValue("FROZEN") || said.containsValue("FREEZING");
        }

        boolean isOfVersionTwo() {
            return !said.containsKey("freezer.state");
        }

        String text() {
            var words = new ArrayList<String>();
            said.forEach((file, value) -> words.add(file + (file.equals("cgroup.events") ? " frozen " : " ") + value));
            return String.join(", ", words);
        }
    }

    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final Map<Integer, Set<String>> cgroups = new LinkedHashMap<>();
    private final Map<Integer, String> members = new LinkedHashMap<>();
    private final Map<Integer, Long> lines = new LinkedHashMap<>();
    private final List<Shown> expected = new ArrayList<>();
    private String folder = "";

    @Override
    public void take(Line line) {
        var text = line.text();
        if (line.isLogged() || text.isEmpty()) {
            return;
        }
        boolean named = text.contains("cgroup") || text.contains("freezer");
        if (named && (prefixed(text, line) || heading(text) || command(text))) {
            return;
        }
        if (!expected.isEmpty()) {
            printed(text, line);
        }
    }

    private boolean prefixed(String text, Line line) {
        var told = PREFIXED.matcher(text);
        if (!told.find()) {
            return false;
        }
        expected.clear();
        boolean ofProcess = told.group(3) != null;
        var file = new Shown(
                ofProcess ? "" : told.group(1),
                ofProcess ? told.group(4) : told.group(2),
                ofProcess ? Integer.parseInt(told.group(3)) : 0);
        boolean cut =
                ofProcess && !Character.isDigit(told.group(5).charAt(0)); // its number was taken for that of a line
        keep(file, (cut ? "0:" : "") + told.group(5), line);
        return true;
    }

    private boolean heading(String text) {
        var heading = HEADING.matcher(text);
        if (heading.find()) {
            expected.clear();
            expect(" " + heading.group(1));
            return true;
        }
        return false;
    }

    private boolean command(String text) {
        var moved = FOLDER.matcher(text);
        if (moved.find()) {
            folder = moved.group(1);
        }
        if (!PRINTS.matcher(text).find()) {
            return false;
        }
        expected.clear();
        if (!COUNTS.matcher(text).find()) {
            expect(text);
        }
        return true;
    }

    /** A file of which the place is not told, or that stands for many, tells of no group. */
    private void expect(String command) {
        var shown = SHOWN.matcher(command);
        while (shown.find() && expected.size() < MOST) {
            boolean ofProcess = shown.group(3) != null;
            var at = ofProcess ? "" : shown.group(1).startsWith("/") ? shown.group(1) : folder + "/" + shown.group(1);
            if (!at.matches(".*[*?$\\[{].*")) {
                expected.add(new Shown(
                        at,
                        ofProcess ? shown.group(4) : shown.group(2),
                        ofProcess ? Integer.parseInt(shown.group(3)) : 0));
            }
        }
    }

    /** A line of the first file that it may be of; those before it have ended. */
    private void printed(String text, Line line) {
        while (!expected.isEmpty()) {
            var file = expected.getFirst();
            if (line(file).matcher(text).find()) {
                keep(file, text, line);
                if (SHORT.contains(file.name())) {
                    expected.removeFirst();
                }
                return;
            }
            expected.removeFirst();
        }
    }

    private static Pattern line(Shown file) {
        return Objects.requireNonNull(LINES.get(file.name()), "names and lines are of the same files");
    }

    private void keep(Shown file, String value, Line line) {
        var told = line(file).matcher(value);
        if (!told.find() || told.group(1) == null) {
            return;
        }
        var path = place(file.path());
        switch (file.name()) {
            case "cgroup" -> {
                if (cgroups.size() < MOST) {
                    cgroups.computeIfAbsent(file.pid(), _ -> new LinkedHashSet<>())
                            .add(told.group(1));
                    lines.putIfAbsent(file.pid(), line.number());
                }
            }
            case "cgroup.procs", "cgroup.threads", "tasks" -> {
                if (path.isPresent() && members.size() < MOST) {
                    members.put(Integer.valueOf(told.group(1)), path.get());
                    lines.putIfAbsent(Integer.valueOf(told.group(1)), line.number());
                }
            }
            default -> {
                if (path.isPresent() && (groups.size() < MOST || groups.containsKey(path.get()))) {
                    var group = groups.computeIfAbsent(path.get(), _ -> new Group());
                    group.said.put(file.name(), told.group(1));
                    group.line = line.number();
                }
            }
        }
    }

    /** The path of a group from the mount on; empty for another file of such a name, and for the root, which cannot be frozen. */
    private static Optional<String> place(String path) {
        int at = path.indexOf(ROOT + "/");
        return at < 0
                ? Optional.empty()
                : Optional.of(path.substring(at).replaceFirst("/+$", "")).filter(one -> !one.equals(ROOT));
    }

    @Override
    public void end(Found into) {
        if (!groups.isEmpty()) {
            into.is("states of control groups");
        }
        groups.values().removeIf(group -> !group.isFrozen());
        var all = List.copyOf(groups.keySet());
        groups.keySet().removeIf(path -> all.stream().anyMatch(above -> path.startsWith(above + "/")));
        if (groups.isEmpty()) {
            return;
        }
        groups.forEach((path, group) -> {
            if (group.isOfVersionTwo()) {
                var logged = new Logged(Logged.Sign.FROZEN, "", path, group.text(), 1, Optional.empty());
                into.put(Logged.TYPE, logged.key().instance(), logged, group.line);
            }
        });
        lines.forEach((pid, line) -> {
            var lists = cgroups(pid);
            if (!lists.isEmpty()) {
                into.put(Freeze.TYPE, Integer.toString(pid), new Freeze(pid, lists, Optional.empty()), line);
                into.process(pid, "", line);
            }
        });
    }

    /** The cgroups of a process in the hierarchies of the freezer, where it is in one that is frozen. */
    private List<String> cgroups(int pid) {
        var member = Optional.ofNullable(members.get(pid))
                .map(path -> (path.startsWith(FREEZER) ? "freezer:" : ":") + Freeze.inHierarchy(path));
        return Stream.concat(cgroups.getOrDefault(pid, Set.of()).stream(), member.stream())
                .filter(line -> groups.entrySet().stream().anyMatch(group -> isIn(line, group.getKey())))
                .distinct()
                .toList();
    }

    private static boolean isIn(String line, String group) {
        int end = line.indexOf(':');
        var path = line.substring(end + 1);
        var frozen = Freeze.inHierarchy(group);
        boolean same = group.startsWith(FREEZER)
                ? List.of(line.substring(0, end).split(",", -1)).contains("freezer")
                : end == 0;
        return same && (path.equals(frozen) || path.startsWith(frozen + "/"));
    }
}
