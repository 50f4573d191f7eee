package io.nodethaw.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All verbs and options. Parser, help, completion and man page are made from this table. It has no lambdas, because --help must
 * start fast.
 */
final class Table {
    static final String SUMMARY = "finds out what a Kubernetes node is waiting for, and gets it moving again";

    /** All formats; each verb says which of them it has. */
    private static final List<String> FORMATS = List.of("text", "wide", "line", "json", "yaml", "dot", "html");

    static final Option OUTPUT = output(FORMATS);
    static final Option COLOR = new Option(
            '\0',
            "color",
            "WHEN",
            List.of("auto", "always", "never"),
            "auto, always or never; auto follows NO_COLOR and TERM");
    static final Option QUIET = new Option('q', "quiet", "", List.of(), "no progress and no hints on stderr");
    static final Option HELP = new Option('h', "help", "", List.of(), "show this help");
    static final Option VERSION = new Option('\0', "version", "", List.of(), "show the version");
    static final Option LIMIT = new Option(
            '\0',
            "limit",
            "DURATION",
            List.of(),
            "time limit of each probe, 100ms to 60s; default 1s, then 10s where somebody is late");
    static final Option SAVE = new Option(
            '\0',
            "save-evidence",
            "FILE",
            List.of(),
            "save what was read, for nodethaw analyze; - is stdout, then the result goes to stderr");

    /** The options of every verb, besides --output with its formats. */
    static final List<Option> COMMON = List.of(COLOR, QUIET, HELP, VERSION);

    /** The verb that is meant when none is given. */
    static final Verb DEFAULT = new DiagnoseVerb();

    /** Every verb; a new one goes here. */
    static final List<Verb> VERBS = List.of(
            DEFAULT,
            new ChainVerb(),
            new StacksVerb(),
            new CoreVerb(),
            new TraceVerb(),
            new AnalyzeVerb(),
            new CaptureVerb(),
            new ExplainVerb(),
            new LintVerb(),
            new HealVerb(),
            new BusVerb(),
            new SystemdVerb(),
            new ForecastVerb(),
            new AgentVerb(),
            new StatusVerb(),
            new HistoryVerb(),
            new CompletionVerb(),
            new ManVerb(),
            new VersionVerb());

    /** Exit codes with their meaning. */
    static final List<String> EXITS = List.of(
            "0   healthy, or slow",
            "1   stalled, or failing",
            "2   could not tell",
            "64  wrong usage",
            "70  internal error");

    private Table() {}

    /** The option --output of a verb that has these formats. */
    static Option output(List<String> formats) {
        var last = formats.size() - 1;
        var words = String.join(", ", formats.subList(0, last)) + " or " + formats.get(last);
        return new Option(
                'o',
                "output",
                "FORMAT",
                formats,
                words.replace("wide", "wide (everything)").replace("line", "line (at most 80 bytes)")
                        + "; default text");
    }

    /** Each option of these verbs, once. */
    static List<Option> options(List<Verb> verbs) {
        var all = new ArrayList<>(COMMON);
        all.add(OUTPUT);
        add(verbs, all);
        return all;
    }

    private static void add(List<Verb> verbs, List<Option> all) {
        for (var verb : verbs) {
            for (var option : verb.synopsis().own()) {
                if (!holds(all, option)) {
                    all.add(option);
                }
            }
            add(verb.verbs(), all);
        }
    }

    /** Compares by name, because equals of a record is linked at run time and costs 10 ms at start. */
    static boolean holds(List<Option> options, Option wanted) {
        return find(options, wanted.name()) != null;
    }

    static @Nullable Option find(List<Option> options, String name) {
        for (var option : options) {
            if (option.name().equals(name)) {
                return option;
            }
        }
        return null;
    }
}
