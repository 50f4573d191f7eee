package io.nodethaw;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Checks the text of the sources: which folder may use which, how long a file may be, where the program may end. */
final class SourceLayout {

    /** The longest file allowed: a longer one contains a second idea. */
    static final int LONGEST = 350;

    /** The common folder of the hops, without the folders of single hops. */
    private static final String HOP = "hop";

    /** Stands for each of {@code hop/systemd}, {@code hop/runc} and so on. */
    private static final String ONE_HOP = "hop/*";

    /** For each folder those of our folders that it may use besides itself: the table in docs/architecture.md. */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("evidence", Set.of()),
            Map.entry("bugs", Set.of()),
            Map.entry("file", Set.of()),
            Map.entry("archive", Set.of()),
            Map.entry("memory", Set.of()),
            Map.entry("golang", Set.of("evidence", "memory")),
            Map.entry("collect", Set.of("evidence")),
            Map.entry("collect/wire", Set.of("collect")),
            Map.entry("collect/memory", Set.of("evidence", "memory", "collect", "collect/wire")),
            Map.entry("collect/dumps", Set.of("evidence", "collect", "collect/wire")),
            Map.entry("collect/goroutines", Set.of("evidence", "memory", "collect", "collect/memory", "golang")),
            Map.entry("dump", Set.of("evidence")),
            Map.entry("core", Set.of("evidence", "memory", "golang")),
            Map.entry("format", Set.of("evidence", "dump")),
            Map.entry("format/core", Set.of("evidence", "core", "format")),
            Map.entry("capture", Set.of("evidence", "dump")),
            Map.entry("redact", Set.of("evidence")),
            Map.entry("wait", Set.of("evidence")),
            Map.entry("wait/kernel", Set.of("evidence", "wait")),
            Map.entry("wait/go", Set.of("evidence", "wait", "wait/kernel")),
            Map.entry("analysis", Set.of("evidence", "wait")),
            Map.entry("remedy", Set.of("evidence", "collect", "wait", "analysis")),
            Map.entry(HOP, Set.of("evidence", "bugs", "collect", "wait", "analysis", "remedy")),
            Map.entry(ONE_HOP, Set.of("evidence", "bugs", "memory", "collect", "wait", "analysis", "remedy", HOP)),
            Map.entry("look", Set.of("evidence", "collect", "wait", HOP)),
            Map.entry("bus", Set.of("evidence", "bugs", "wait", "analysis")),
            Map.entry("bus/ask", Set.of("evidence", "collect", "wait", "analysis", "bus")),
            Map.entry("bus/monitor", Set.of("evidence", "collect", "bus", "bus/ask")),
            Map.entry("level", Set.of("evidence", "file", "collect")),
            Map.entry("init", Set.of("evidence", "wait", "analysis")),
            Map.entry("init/ask", Set.of("evidence", "collect", "bus", "init")),
            Map.entry("report", Set.of("evidence", "bugs", "core", "wait", "analysis", "bus", "init")),
            Map.entry("heal", Set.of("evidence", "file", "wait", "analysis", "collect", "remedy")),
            Map.entry("agent", Set.of("evidence", "file", "collect", "wait", "analysis", "report")),
            Map.entry(
                    "cli",
                    Set.of(
                            "agent",
                            "evidence",
                            "bugs",
                            "file",
                            "archive",
                            "capture",
                            "collect",
                            "core",
                            "dump",
                            "format",
                            "wait",
                            "analysis",
                            "bus",
                            "init",
                            "redact",
                            HOP,
                            ONE_HOP,
                            "look",
                            "report",
                            "heal")));

    private static final Pattern NOT_CODE = Pattern.compile(
            "(?s)/\\*.*?\\*/|//[^\n]*|\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*\"|'(?:\\\\.|[^'\\\\\n])*'");
    private static final Pattern OURS = Pattern.compile("\\bio\\.nodethaw\\.((?:[a-z][a-z0-9_]*\\.)*)(?=[A-Z*])");
    private static final Pattern LEAVING =
            Pattern.compile("\\bSystem\\s*\\.\\s*exit\\b|\\bgetRuntime\\(\\)\\s*\\.\\s*(halt|exit)\\b");
    private static final Pattern READING =
            Pattern.compile("\\bio\\.nodethaw\\.collect\\.(?!(child|source)\\.)[a-z]\\w*\\.");
    private static final Pattern LITERAL = Pattern.compile("\"(?:\\\\.|[^\"\\\\\n])*+\"");

    /** A group that is repeated without end, or thousands of times, and may give some of it back takes stack for each time round. */
    private static final Pattern RECURSES = Pattern.compile("[^\\\\(]\\)(?:[*+]|\\{\\d+,(?:\\d{4,})?\\})(?!\\+)");

    private static final Pattern MARKED = Pattern.compile("@NullMarked\\s+package\\b");

    private SourceLayout() {}

    /** The folders that have a row; {@code hop/*} stands for each hop. */
    static Set<String> rows() {
        return MAY_USE.keySet();
    }

    /**
     * What is wrong, one line for each violation.
     *
     * @param sources path below {@code io/nodethaw}, such as {@code wait/Edge.java}, to text
     */
    static List<String> violations(Map<String, String> sources) {
        var found = new ArrayList<String>();
        sources.forEach((path, text) -> {
            var code = NOT_CODE.matcher(text).replaceAll(" ");
            found.addAll(forbiddenUses(path, code));
            long lines = text.lines().count();
            if (lines > LONGEST) found.add(path + ": " + lines + " lines, the most is " + LONGEST);
            if (path.startsWith("look/") && READING.matcher(code).find()) {
                found.add(path + ": a look reads through its sources only");
            }
            if (!path.equals("Main.java") && LEAVING.matcher(code).find()) {
                found.add(path + ": only Main ends the program");
            }
            LITERAL.matcher(text)
                    .results()
                    .map(MatchResult::group)
                    .filter(literal -> RECURSES.matcher(literal).find())
                    .map(literal -> path
                            + ": a group repeated without end must be possessive, or long input overflows the stack: "
                            + literal)
                    .forEach(found::add);
        });
        for (var folder : folders(sources.keySet())) {
            var page = folder + "package-info.java";
            var text = NOT_CODE.matcher(sources.getOrDefault(page, "")).replaceAll(" ");
            if (!MARKED.matcher(text).find()) found.add(page + ": missing, or not @NullMarked");
        }
        return found;
    }

    private static List<String> forbiddenUses(String path, String code) {
        var from = area(path.substring(0, path.lastIndexOf('/') + 1));
        if (from.isEmpty()) return List.of(); // the root package puts everything together
        var allowed = MAY_USE.get(general(from));
        if (allowed == null) return List.of(path + ": " + from + " is not in the table of who may use whom");
        var uses = new TreeSet<String>();
        for (var name = OURS.matcher(code); name.find(); ) {
            uses.add(area(name.group(1).replace('.', '/')));
        }
        return uses.stream()
                .filter(to -> !to.equals(from) && !(allows(from, allowed, to) && !isOtherHop(from, to)))
                .map(to -> path + ": " + from + " must not use " + (to.isEmpty() ? "the root package" : to))
                .toList();
    }

    private static boolean isOtherHop(String from, String to) {
        return general(from).equals(ONE_HOP) && general(to).equals(ONE_HOP);
    }

    /**
     * True when one folder may use the other. Permission to use a folder includes the folders within it that have a row of
     * their own, but no single hop.
     */
    private static boolean allows(String from, Set<String> allowed, String to) {
        if (allowed.contains(general(to))) return true;
        var around = to.contains("/") ? to.substring(0, to.indexOf('/')) : "";
        return !isHop(to) && allowed.contains(around) && !from.startsWith(around + "/");
    }

    private static boolean isHop(String area) {
        return area.startsWith(HOP + "/");
    }

    /**
     * The row for a folder such as {@code collect/proc/}: its first name, with the second one for hops and for folders that
     * have a row of their own.
     */
    private static String area(String folder) {
        var names = folder.split("/", -1);
        var both = names.length > 2 ? names[0] + "/" + names[1] : names[0];
        return isHop(both) || MAY_USE.containsKey(both) ? both : names[0];
    }

    private static String general(String area) {
        return isHop(area) ? ONE_HOP : area;
    }

    private static Set<String> folders(Set<String> paths) {
        var folders = new TreeSet<String>();
        paths.forEach(path -> folders.add(path.substring(0, path.lastIndexOf('/') + 1)));
        return folders;
    }

    /** Violations as the text of a failed build. */
    static String listed(List<String> violations) {
        return violations.stream().sorted().collect(joining("\n  ", "\n  ", "\n"));
    }
}
