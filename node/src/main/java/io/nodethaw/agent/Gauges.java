package io.nodethaw.agent;

import io.nodethaw.agent.cure.Told;
import io.nodethaw.agent.metrics.Exposition;
import io.nodethaw.agent.metrics.Histogram;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Outlook;
import io.nodethaw.analysis.PastLevels;
import io.nodethaw.analysis.Verdict;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the agent has seen, as metrics. No label holds the name of a pod, a container or a process. Any thread may ask for them. */
final class Gauges implements Follower {
    /** From an answer of a healthy daemon, in a millisecond, to one that kubelet no longer waits for, after two minutes. */
    private static final double[] ANSWERS = {0.001, 0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 10, 30, 120};

    private static final double[] LOOKS = {0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20};

    private final String version;
    private final LiveSettings settings;
    private final Levels levels;
    private final Deadline begun;
    private final Map<String, Histogram> answers = new TreeMap<>();
    private final Histogram looks = new Histogram(LOOKS);
    private final Map<String, Long> endings = new TreeMap<>(Map.of("looked", 0L, "late", 0L, "failed", 0L));
    private final Map<String, Long> changes = new TreeMap<>();
    private final Map<String, Long> cures = new TreeMap<>();
    private final Map<String, Long> withheld = new TreeMap<>();
    private List<Published> conditions = List.of();
    private Optional<Outcome> last = Optional.empty();
    private Optional<Instant> lastAt = Optional.empty();
    private Duration lastLook = Duration.ZERO;

    /** What is told of the last look: its evidence, which is large, is not kept for that. */
    private record Outcome(Verdict verdict, int hit) {}

    /**
     * Nothing has been seen yet.
     *
     * @param settings the usual time between two looks is that of the beginning
     */
    Gauges(Host host, String version, LiveSettings settings) {
        this.version = version;
        this.settings = settings;
        Arrays.stream(io.nodethaw.agent.cure.Outcome.Ending.values()).forEach(ending -> cures.put(ending.word(), 0L));
        this.levels = new Levels(settings.now().every());
        this.begun = host.deadline(Duration.ZERO);
    }

    @Override
    public synchronized void changed(Published before, Published now, Rounds.Ending ending) {
        changes.merge(now.type(), 1L, Long::sum);
    }

    @Override
    public synchronized void round(Rounds.Ending ending, List<Published> published) {
        conditions = published;
        switch (ending) {
            case Rounds.Ending.Looked(var seen, var took) -> {
                endings.merge("looked", 1L, Long::sum);
                looks.add(took);
                seen.answers()
                        .forEach(answer -> answers.computeIfAbsent(answer.hop(), _ -> new Histogram(ANSWERS))
                                .add(answer.took()));
                levels.add(seen.levels());
                last = Optional.of(
                        new Outcome(seen.verdict(), seen.triage().hit().size()));
                lastAt = Optional.of(seen.verdict().at());
                lastLook = begun.waited();
            }
            case Rounds.Ending.Late _ -> endings.merge("late", 1L, Long::sum);
            case Rounds.Ending.Broken _ -> endings.merge("failed", 1L, Long::sum);
        }
    }

    @Override
    public synchronized void told(Told told) {
        if (!told.outcome().isEmpty()) {
            cures.merge(told.outcome(), 1L, Long::sum);
        } else if (told.warning()) {
            withheld.merge(told.reason(), 1L, Long::sum);
        }
    }

    /** The levels of the last hours. */
    synchronized List<PastLevels.Series> levels() {
        return levels.series();
    }

    /** How long ago the last look ended, or the agent began. */
    synchronized Duration sinceLook() {
        return begun.waited().minus(lastLook);
    }

    /** All of them as text. */
    synchronized String text(Exposition.Format format) {
        var out = new Exposition(format);
        out.gauge("nodethaw_build_info", "", "The version of this program.").value(1, "version", version);
        out.gauge(
                        "nodethaw_config_last_reload_successful",
                        "",
                        "0 where the settings that were read last are wrong and not used.")
                .value(settings.refused().isEmpty() ? 1 : 0);
        conditions(out);
        out.counter("nodethaw_looks", "", "Looks at the node, by how they ended.");
        endings.forEach((ending, count) -> out.total(count, "ending", ending));
        out.histogram("nodethaw_look_seconds", "seconds", "How long looks took.")
                .all(looks);
        OwnCost.read().ifPresent(cost -> cost.write(out));
        out.histogram(
                "nodethaw_hop_answer_seconds",
                "seconds",
                "How long daemons took to answer, or have been silent so far.");
        answers.forEach((hop, histogram) -> out.all(histogram, "hop", hop));
        last.ifPresent(outcome -> outcome(out, outcome));
        return out.end();
    }

    private void conditions(Exposition out) {
        out.gauge("nodethaw_condition", "", "The conditions of the node: 1 for the status that each has.");
        for (var condition : conditions) {
            for (var status : Status.values()) {
                out.value(condition.status() == status ? 1 : 0, "type", condition.type(), "status", status.word());
            }
        }
        out.counter("nodethaw_condition_changes", "", "How often a condition was published anew.");
        changes.forEach((type, count) -> out.total(count, "type", type));
        out.counter("nodethaw_cures", "", "Cures that the policy allowed, by what came of them.");
        cures.forEach((outcome, count) -> out.total(count, "outcome", outcome));
        out.counter("nodethaw_cures_withheld", "", "Decisions not to cure, by their reason.");
        withheld.forEach((reason, count) -> out.total(count, "reason", reason));
    }

    private void outcome(Exposition out, Outcome outcome) {
        var verdict = outcome.verdict();
        lastAt.ifPresent(at -> out.gauge(
                        "nodethaw_last_look_timestamp_seconds", "seconds", "When the last look that ended began.")
                .value(at.toEpochMilli() / 1e3));
        out.gauge("nodethaw_state", "", "What the last look came to: 1 for its state.");
        for (var state : Verdict.State.values()) {
            out.value(verdict.state() == state ? 1 : 0, "state", state.name().toLowerCase(Locale.ROOT));
        }
        out.gauge("nodethaw_finding", "", "What the last look found at the roots, by the code of the finding.");
        var codes = new TreeSet<String>();
        verdict.roots().forEach(root -> root.finding().map(Finding::code).ifPresent(codes::add));
        codes.forEach(code -> out.value(1, "code", code));
        out.gauge("nodethaw_victims", "", "How many wait for the roots.")
                .value(verdict.victims().size());
        out.gauge("nodethaw_hit_containers", "", "How many containers are hit.").value(outcome.hit());
        oldest(out, verdict);
        outlooks(out);
    }

    /** The oldest work that waits, of each hop and kind. */
    private static void oldest(Exposition out, Verdict verdict) {
        var hops = new TreeMap<String, Duration>();
        for (var victim : verdict.victims()) {
            var hop = verdict.roles().stream()
                    .filter(role -> role.vertex().equals(victim.vertex().whole()))
                    .findFirst()
                    .map(Role::hop)
                    .orElse("");
            hops.merge(hop + '\n' + kind(victim), victim.atLeast().orElse(Duration.ZERO), Gauges::longer);
        }
        out.gauge(
                "nodethaw_oldest_wait_seconds",
                "seconds",
                "How long the oldest work has waited at least, by the hop that waits and what waits there.");
        hops.forEach((key, age) -> {
            var parts = key.split("\n", -1);
            out.value(age.toMillis() / 1e3, "hop", parts[0], "kind", parts[1]);
        });
    }

    private static String kind(Victim victim) {
        return switch (victim.vertex()) {
            case Vertex.Ourselves _ -> "probe";
            case Vertex.Process _ -> "process";
            case Vertex.Goroutine _ -> "request";
            case Vertex.BusName _ -> "bus-name";
            case Vertex.Resource(var kind, var _) -> kind.name().toLowerCase(Locale.ROOT);
            case Vertex.Remote _ -> "remote";
        };
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** Of each kind of thing the one of which most is used, and the first date. */
    private void outlooks(Exposition out) {
        var used = new TreeMap<String, Double>();
        var ends = new TreeMap<String, Instant>();
        for (var outlook : levels.outlooks()) {
            var code = outlook.stock().meaning().code();
            used.merge(code, ratio(outlook), Math::max);
            outlook.end().ifPresent(end -> ends.merge(code, end.likely(), (a, b) -> a.isBefore(b) ? a : b));
        }
        out.gauge(
                "nodethaw_used_ratio",
                "ratio",
                "How much is used of what the node has only so much of, at its fullest place.");
        used.forEach((code, ratio) -> out.value(ratio, "code", code));
        out.gauge(
                "nodethaw_end_timestamp_seconds",
                "seconds",
                "When nothing will be left of what is used up steadily, if it goes on so.");
        ends.forEach((code, end) -> out.value((double) end.getEpochSecond(), "code", code));
    }

    private static double ratio(Outlook outlook) {
        var stock = outlook.stock();
        return stock.limit() <= 0 ? 0 : Math.clamp((double) stock.used() / stock.limit(), 0, 1);
    }
}
