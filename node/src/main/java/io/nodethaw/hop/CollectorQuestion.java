package io.nodethaw.hop;

import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Rule;
import io.nodethaw.evidence.CollectedCommand;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Reading;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.Wait;
import io.nodethaw.wait.WaitGraph;
import io.nodethaw.wait.go.Dumped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What collectors of files ask a hop when they run commands on the node: a command without an answer is a probe without one, and one
 * that came back at once is a counter-test. Whether it did follows from what the collector recorded.
 *
 * @param hop folder of the hop
 * @param daemon who answers, as a person says it
 * @param programs the names of its processes
 * @param commands command lines that it answers, and that end by themselves
 */
public record CollectorQuestion(String hop, String daemon, Set<String> programs, Pattern commands) implements Rule {
    /** Who has answered within this time has no work before this question that hangs. */
    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    /** The most answers that are told as proofs. */
    private static final int MOST = 3;

    /** @param commands a regular expression for their beginning */
    public CollectorQuestion(String hop, String daemon, Set<String> programs, String commands) {
        this(hop, daemon, programs, Pattern.compile("^(?:" + commands + ")"));
    }

    private Stream<Map.Entry<String, Reading<CollectedCommand>>> asked(NodeView view) {
        return view.evidence().readings(CollectedCommand.TYPE).entrySet().stream()
                .filter(command -> commands.matcher(command.getKey()).find());
    }

    private static Key key(String command) {
        return CollectedCommand.TYPE.key(command);
    }

    /** The only process of its goroutines that were brought; else its name, because nothing tells what it waits for. */
    private Vertex server(NodeView view) {
        var dumped = processes(view)
                .filter(process -> process instanceof Vertex.Process(int pid, long _)
                        && Dumped.all(view).contains(pid))
                .toList();
        return dumped.size() == 1 ? dumped.getFirst() : new Vertex.Remote(daemon);
    }

    private Stream<Vertex> processes(NodeView view) {
        return view.processes().stream()
                .filter(process -> programs.contains(process.comm()))
                .map(process -> (Vertex) Vertex.Process.of(process));
    }

    private static String told(String command, Reading.Silent<?> silent) {
        return command + " (" + silent.stage() + "): no answer"
                + (silent.waited().isZero()
                        ? ""
                        : ", at least " + silent.waited().toSeconds() + " s");
    }

    /** The commands of collectors that had no answer. */
    List<Victim> silent(NodeView view) {
        return asked(view)
                .flatMap(command -> command.getValue() instanceof Reading.Silent<?> silent
                        ? Stream.of(new Victim(
                                new Vertex.Remote(command.getKey()),
                                told(command.getKey(), silent),
                                Optional.of(silent.waited()).filter(waited -> !waited.isZero()),
                                false,
                                List.of(key(command.getKey()))))
                        : Stream.empty())
                .toList();
    }

    /** The waits of those commands. */
    List<Edge> edges(NodeView view) {
        return asked(view)
                .flatMap(command -> command.getValue() instanceof Reading.Silent<?> silent
                        ? Stream.of(edge(view, command.getKey(), silent))
                        : Stream.empty())
                .toList();
    }

    private Edge edge(NodeView view, String command, Reading.Silent<?> silent) {
        var edge = Edge.of(
                new Vertex.Remote(command),
                server(view),
                Strength.NEEDS,
                Wait.PROBE,
                told(command, silent),
                key(command));
        return silent.waited().isZero() ? edge : edge.atLeast(silent.waited());
    }

    @Override
    public Explanation explanation() {
        return new Explanation(
                hop + ".answered-collector",
                "A collector of files has asked " + daemon
                        + " on the node, and had an answer at once: at that moment it served who asked.",
                List.of("The record of the collector has the command with its code and its time."),
                "Nothing to do. What hangs is elsewhere, or came later.",
                List.of(
                        "sos: sos_reports/manifest.json, commands with return_code, start_time and end_time",
                        "Replicated troubleshoot: the -info.json beside the output of a command"));
    }

    @Override
    public List<Finding> judge(NodeView view, WaitGraph graph) {
        boolean silent = asked(view).anyMatch(command -> command.getValue().isSilent());
        var answers = asked(view)
                .flatMap(command -> command.getValue().seen().flatMap(CollectedCommand::took).stream()
                        .filter(took -> took.compareTo(AT_ONCE) <= 0)
                        .map(took -> Proof.of(
                                command.getKey() + " came back in " + took.toMillis() + " ms", key(command.getKey()))))
                .limit(MOST)
                .toList();
        if (silent || answers.isEmpty()) {
            return List.of();
        }
        var all = processes(view).toList();
        var about = all.size() == 1 ? all.getFirst() : new Vertex.Remote(daemon);
        return List.of(new Finding.Clear(
                explanation().code(),
                about,
                "answered a collector: " + answers.getFirst().text(),
                answers));
    }
}
