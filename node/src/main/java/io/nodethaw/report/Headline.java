package io.nodethaw.report;

import static java.util.stream.Collectors.toSet;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Root;
import io.nodethaw.analysis.Verdict;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.Wait;
import io.nodethaw.wait.go.Dumped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The first line of a verdict, after its state: what is wrong, and who waits for it. */
final class Headline {
    /** Width in bytes at which node-problem-detector cuts the message of a plug-in (default of its max_output_length). */
    static final int WIDTH = 80;

    private static final String NOTHING = "no wait for a lock or a process is seen; the files do not tell more";

    private static final String DOTS = "...";

    /** Bytes of a word that is cut rather than left out: the id of a container, a path. */
    private static final int LONG_WORD = 15;

    private Headline() {}

    /** At most {@link #WIDTH} bytes together with the state and two spaces. */
    static String of(Report report) {
        return of(report, WIDTH - report.verdict().state().name().length() - 2);
    }

    /** All of it, for programs that cut it themselves or not at all. */
    static String whole(Report report) {
        return of(report, Integer.MAX_VALUE);
    }

    private static String of(Report report, int room) {
        var verdict = report.verdict();
        var dumps = dumps(report);
        if (dumps.isPresent()) {
            return cut(dumps.get(), room);
        }
        if (!verdict.roots().isEmpty()) {
            return aboutRoot(report, verdict.roots().getFirst(), room);
        }
        return switch (verdict.state()) {
            case HEALTHY -> calm(report, room);
            case SLOW -> slow(report, room);
            case STALLED, FAILING -> "something makes no progress";
            case UNCLEAR -> cut("could not tell: " + blind(verdict), room);
        };
    }

    /** What dumps show, where no process beside theirs is a root and nothing is known to be wrong with one. */
    private static Optional<String> dumps(Report report) {
        var verdict = report.verdict();
        if (verdict.state() != Verdict.State.UNCLEAR
                || Dumped.all(report.view()).isEmpty()
                || verdict.roots().stream().anyMatch(root -> isKnown(report, root))) {
            return Optional.empty();
        }
        var answers = new DumpAnswers(report.view());
        var first = answers.rings().stream()
                .findFirst()
                .or(() -> verdict.roots().stream()
                        .map(Root::vertex)
                        .flatMap(vertex -> answers.of(vertex).stream())
                        .findFirst())
                .or(() -> answers.all().stream().findFirst());
        return verdict.roots().isEmpty()
                ? Optional.of(
                        first.orElseGet(() -> DumpAnswers.untold(report.view()).orElse(NOTHING)))
                : first;
    }

    private static boolean isKnown(Report report, Root root) {
        return root.finding().isPresent()
                || !root.cycle().isEmpty()
                || isOutOfSight(report, root)
                || !(root.vertex() instanceof Vertex.Goroutine);
    }

    private static String aboutRoot(Report report, Root root, int room) {
        var verdict = report.verdict();
        var prefix = verdict.state() == Verdict.State.UNCLEAR ? "could not tell: " : "";
        int others = verdict.roots().size() - 1;
        var more = others == 0 ? "" : " and " + others + (others == 1 ? " more root" : " more roots");
        var head = isOutOfSight(report, root)
                ? "undetermined below " + Printable.of(root.name())
                : prefix + Printable.of(root.name()) + ": " + Printable.of(title(report, root));
        for (var tail : tails(report, root, more)) {
            if (bytes(head + tail) <= room) {
                return head + tail;
            }
        }
        var least = others == 0
                ? tails(report, root, more).getLast()
                : more; // of several, the first one's victims say least
        int left = room - bytes(least);
        var name = Printable.of(root.name());
        boolean place = name.startsWith("kernel "); // a function of it, which tells people less than who is in it
        var about = held(report, root)
                .filter(task -> (place || !prefix.isEmpty()) && !cut(head, left).contains(task))
                .map(task -> prefix
                        + task
                        + (place ? " waits in " : " waits for ")
                        + (place ? name.substring("kernel ".length()) : name))
                .orElse(head);
        return cut(about, left) + least;
    }

    /** Of a file, the task that the kernel holds for the longest time: where there is no room for more, it is what people look for. */
    private static Optional<String> held(Report report, Root root) {
        if (!report.view().evidence().isFromFiles()) {
            return Optional.empty();
        }
        var tasks = report.verdict().waits().stream()
                .filter(edge -> edge.kind() == Wait.FILE_SYSTEM)
                .map(Edge::from)
                .collect(toSet());
        return root.victims().stream()
                .filter(victim -> tasks.contains(victim.vertex()))
                .max(Comparator.comparing(victim -> victim.atLeast().orElse(Duration.ZERO)))
                .map(victim -> Printable.of(report.names().of(victim.vertex())));
    }

    /** What may follow, the longest first. */
    private static List<String> tails(Report report, Root root, String more) {
        if (isDownUnasked(report, root)) {
            return Stream.concat(
                            report.triage().fails().stream().limit(1).map(fails -> more + "; " + Printable.of(fails)),
                            Stream.of(more))
                    .toList();
        }
        var waiting = more + waiting(report, root, more.isEmpty() ? " for it" : "");
        var tails = new ArrayList<String>();
        report.triage().oldest().ifPresent(age -> tails.add(waiting + ", oldest " + AgeWords.words(age)));
        tails.add(waiting);
        if (isAskedByUsAlone(report, root)) {
            tails.add(more);
        }
        return tails;
    }

    /** Where it is not clear, the reason for that tells more than that we alone have asked. */
    private static boolean isAskedByUsAlone(Report report, Root root) {
        return report.verdict().state() == Verdict.State.UNCLEAR
                && report.triage().stuck().isEmpty()
                && tasks(report.verdict(), root) == 0;
    }

    /** A daemon that does not run and that nobody is seen to ask: what fails without it tells more than who waits. */
    private static boolean isDownUnasked(Report report, Root root) {
        return root.vertex() instanceof Vertex.Resource down
                && down.kind() == Vertex.ResourceKind.UNIT
                && report.triage().stuck().isEmpty()
                && tasks(report.verdict(), root) == 0;
    }

    /** How many processes wait for it. */
    private static long tasks(Verdict verdict, Root root) {
        return above(verdict, root).stream()
                .map(Vertex::whole)
                .filter(Vertex.Process.class::isInstance)
                .distinct()
                .count();
    }

    /** True for a process that the files mention, but that none of them is about. */
    private static boolean isOutOfSight(Report report, Root root) {
        return report.view().evidence().isFromFiles() && root.vertex() instanceof Vertex.Remote;
    }

    /** What is wrong at a root, in a few words. */
    static String title(Report report, Root root) {
        if (root.finding().isPresent()) {
            return root.finding().get().title();
        }
        for (var edge : report.verdict().waits()) {
            if (edge.from().equals(root.vertex()) && edge.kind().isStop()) {
                return edge.to() instanceof Vertex.Process
                        ? edge.text() + " " + report.names().of(edge.to())
                        : edge.text();
            }
        }
        if (!root.cycle().isEmpty()) {
            return "in a deadlock of " + root.cycle().size();
        }
        if (isOutOfSight(report, root)) {
            return "undetermined below it: in none of the files";
        }
        return switch (report.verdict().state()) {
            case SLOW -> "late, but still moves";
            case UNCLEAR ->
                isSilent(report, root) && !(root.vertex() instanceof Vertex.Goroutine)
                        ? root.isStarved(report.view())
                                ? "no answer while this machine was busy"
                                : "no answer, and nothing read shows why"
                        : DumpAnswers.waits(report.view(), root.vertex())
                                .orElse("nothing read shows what it waits for");
            case HEALTHY, STALLED, FAILING -> unanswered(root).orElse("makes no progress");
        };
    }

    /**
     * True when it was asked and did not answer. A vertex without a role is the server of an address that we asked, but for who only has
     * the lock of a file.
     */
    private static boolean isSilent(Report report, Root root) {
        boolean holder = report.verdict().waits().stream()
                .anyMatch(edge -> edge.to().equals(root.vertex()) && edge.kind() == Wait.HELD_BY);
        return !(holder && report.view().evidence().isFromFiles())
                && report.verdict().roles().stream()
                        .filter(role -> role.vertex().equals(root.vertex()))
                        .allMatch(role -> role.standing() == Role.Standing.SILENT);
    }

    /** How long it has not answered, for a root that is one only because it did not answer our probe: it may just be busy. */
    private static Optional<String> unanswered(Root root) {
        return root.victims().stream().allMatch(victim -> victim.vertex() instanceof Vertex.Ourselves)
                ? root.victims().stream()
                        .filter(Victim::pastLimit)
                        .flatMap(victim -> victim.atLeast().stream())
                        .max(Comparator.naturalOrder())
                        .map(waited -> "has not answered for " + waited.toSeconds() + " s")
                : Optional.empty();
    }

    /** Who answers, and that nothing is wrong. */
    private static String calm(Report report, int room) {
        var all = report.triage().answered().stream().map(Printable::of).toList();
        var end = "nothing waits that should not";
        for (int shown = all.size(); shown > 0; shown--) {
            int more = all.size() - shown;
            var text = String.join(", ", all.subList(0, shown))
                    + (more == 0 ? "" : " and " + more + " more")
                    + (all.size() == 1 ? " answers; " : " answer; ")
                    + end;
            if (bytes(text) <= room) {
                return text;
            }
        }
        return end;
    }

    /** What is under way and stuck; where that is nothing, who waits. */
    private static String waiting(Report report, Root root, String forIt) {
        var triage = report.triage();
        boolean asked = !report.view().evidence().isFromFiles(); // of what was brought, nobody was asked
        return triage.stuck().isEmpty()
                ? tasks(report.verdict(), root, asked, triage.oldest().isPresent() ? "" : forIt)
                : "; " + triage.stuck() + " stuck";
    }

    private static String tasks(Verdict verdict, Root root, boolean asked, String forIt) {
        long tasks = tasks(verdict, root);
        if (verdict.waits().stream()
                .anyMatch(edge -> edge.kind() == Wait.START && edge.to().equals(root.vertex()))) {
            return "; every start fails";
        }
        if (tasks == 0) {
            return !asked || above(verdict, root).isEmpty() ? "" : "; only our probe waits" + forIt;
        }
        return "; " + tasks + (tasks == 1 ? " task waits" : " tasks wait") + forIt;
    }

    /** All vertices of the chain from which this root is reached. */
    private static Set<Vertex> above(Verdict verdict, Root root) {
        var members = new HashSet<Vertex>(root.cycle());
        members.add(root.vertex());
        var waiting = new HashMap<Vertex, List<Vertex>>();
        verdict.waits()
                .forEach(edge -> waiting.computeIfAbsent(edge.to(), _ -> new ArrayList<>())
                        .add(edge.from()));
        var reached = new HashSet<>(members);
        var next = new ArrayDeque<>(members);
        while (!next.isEmpty()) {
            waiting.getOrDefault(next.remove(), List.of()).stream()
                    .filter(reached::add)
                    .forEach(next::add);
        }
        reached.removeAll(members);
        return reached;
    }

    private static String slow(Report report, int room) {
        for (var finding : report.verdict().findings()) {
            if (finding instanceof Finding.Slow slow) {
                return cut(report.names().of(slow.about()) + ": " + Printable.of(slow.title()), room);
            }
        }
        return "something is late, but still moves";
    }

    private static String blind(Verdict verdict) {
        return verdict.notSeen().stream()
                .filter(BlindSpot::matters)
                .findFirst()
                .map(spot -> Printable.of(
                        spot.what() + ": " + spot.why().split("; ", 2)[0])) // the rest is shown in the list below
                .orElse("too little could be read");
    }

    /** The text, cut to this many bytes after a word, with three dots at its end; only a very long word is cut itself. */
    static String cut(String text, int room) {
        if (bytes(text) <= room) {
            return text;
        }
        int end = text.length();
        while (end > 0 && bytes(text.substring(0, end)) > room - DOTS.length()) {
            end = text.offsetByCodePoints(end, -1);
        }
        boolean isWord = end == 0 || text.charAt(end) == ' ';
        int word = isWord ? end : text.lastIndexOf(' ', end - 1);
        return text.substring(0, end - word > LONG_WORD || word <= 0 ? end : word)
                        .stripTrailing()
                + DOTS;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
