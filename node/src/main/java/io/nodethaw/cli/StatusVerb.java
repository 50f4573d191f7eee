package io.nodethaw.cli;

import io.nodethaw.agent.Published;
import io.nodethaw.agent.Standing;
import io.nodethaw.agent.Status;
import io.nodethaw.report.OutputFormat;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** What the agent said last: an answer without a look, in no time. */
final class StatusVerb implements Verb {
    private static final List<String> CONDITIONS = List.of("NodeStalled", "NodeFailing");

    private static final Option CONDITION =
            new Option('\0', "condition", "NAME", CONDITIONS, "tell of this condition alone; default the worse one");

    /** The width at which node-problem-detector cuts (default of its max_output_length). */
    private static final int WIDTH = 80;

    private static final int HOLDS = 1;
    private static final int COULD_NOT_TELL = 2;

    private static final Synopsis SYNOPSIS = new Synopsis(
            "status",
            "",
            Synopsis.Operands.NONE,
            0,
            0,
            List.of(),
            List.of("text", "line"),
            "what the agent of this node said last",
            List.of(
                    "Reads a file that nodethaw agent writes after each look, and asks nobody. Run it as root.",
                    "Exit codes: 0 no condition holds, 1 one holds, 2 not known, no agent, or it looks no more: as plug-ins of",
                    "node-problem-detector have them."),
            List.of("nodethaw status", "nodethaw status -o line --condition NodeStalled"),
            List.of(CONDITION));

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public int run(Invocation given) throws Failure {
        var file = given.tools().standing();
        try {
            var now = file.uptime();
            var standing = file.read();
            if (standing.isEmpty()) {
                throw Failure.noAnswer("no agent has looked at this node", "", "start one: nodethaw agent");
            }
            return tell(given, standing.get(), now);
        } catch (IOException e) {
            throw Failure.noAnswer(
                    "what the agent said cannot be read: " + InputFile.reason(e), "", "root may; or look: nodethaw");
        }
    }

    private static int tell(Invocation given, Standing standing, Duration now) throws Failure {
        var wanted = given.arguments().value(CONDITION);
        var told = standing.conditions().stream()
                .filter(one -> wanted.isEmpty() || wanted.get().equals(one.type()))
                .min(Comparator.comparingInt(StatusVerb::rank))
                .orElseThrow(() -> Failure.noAnswer("the agent tells nothing of it", "", "look: nodethaw"));
        boolean stale = standing.isStale(now);
        if (given.output().format() == OutputFormat.LINE) {
            given.output().print(line(told, standing.age(now), stale) + "\n");
        } else {
            given.output().print(text(standing, now, stale));
        }
        return stale ? COULD_NOT_TELL : exit(told.status());
    }

    /** What holds comes first, then what is not known. */
    private static int rank(Published one) {
        return switch (one.status()) {
            case TRUE -> 0;
            case UNKNOWN -> 1;
            case FALSE -> 2;
        };
    }

    private static int exit(Status status) {
        return switch (status) {
            case FALSE -> 0;
            case TRUE -> HOLDS;
            case UNKNOWN -> COULD_NOT_TELL;
        };
    }

    /** Without an age while it is fresh: who watches for changes would see one each time. */
    private static String line(Published told, Duration age, boolean stale) {
        var text = stale ? "UNKNOWN  the agent has not looked for " + age.toMinutes() + " min" : told.message();
        return text.length() <= WIDTH ? text : text.substring(0, WIDTH - 3) + "...";
    }

    private static String text(Standing standing, Duration now, boolean stale) {
        var text = new StringBuilder(standing.line()).append("\n\n");
        row(text, "looked", standing.age(now).toSeconds() + " s ago" + (stale ? ": the agent looks no more" : ""));
        if (!standing.refused().isEmpty()) {
            row(text, "settings", "from before; refused: " + standing.refused());
        }
        for (var one : standing.conditions()) {
            var since = one.since().toString().replaceFirst("\\.\\d+", "");
            row(text, one.type(), one.status().word() + " (" + one.reason() + ") since " + since);
            if (!one.message().equals(standing.line())) {
                row(text, "", one.message());
            }
        }
        return text.toString();
    }

    private static void row(StringBuilder text, String label, String value) {
        text.append("  ")
                .append(label)
                .append(" ".repeat(13 - label.length()))
                .append(value)
                .append('\n');
    }
}
