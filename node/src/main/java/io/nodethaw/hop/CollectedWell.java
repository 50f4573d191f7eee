package io.nodethaw.hop;

import io.nodethaw.evidence.CollectedCommand;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.wait.NodeView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether what a collector of files brought shows a node at work: it had answers from systemd and over the bus and waited in vain for
 * nobody, a runtime is there, no process of the chain is held in the kernel, and no work is under way that could be overdue.
 */
final class CollectedWell {
    /** Who has answered within this time has no work before this question that hangs. */
    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    private static final List<Pattern> ASKED = List.of(
            Pattern.compile("^systemctl (?:list-|status|show)"), Pattern.compile("^busctl (?:list|status|tree)"));

    private static final Set<String> RUNTIMES = Set.of("docker", "containerd", "cri");

    /** States of a task that does nothing of its own will: held in the kernel, stopped, traced. */
    private static final String HELD = "DTt";

    private final NodeView view;
    private final List<Hop> hops;

    CollectedWell(NodeView view, List<Hop> hops) {
        this.view = view;
        this.hops = hops;
    }

    boolean isTold() {
        var commands = view.evidence().readings(CollectedCommand.TYPE);
        return ASKED.stream().allMatch(asked -> isAnswered(commands, asked))
                && commands.values().stream().noneMatch(Reading::isSilent)
                && isThere(RUNTIMES)
                && !isThere(Set.of("runc"))
                && view.processes().stream()
                        .filter(process -> HELD.indexOf(process.state()) >= 0)
                        .noneMatch(process -> hops.stream().anyMatch(hop -> is(hop, process)));
    }

    private static boolean isAnswered(Map<String, Reading<CollectedCommand>> commands, Pattern asked) {
        return commands.entrySet().stream()
                .filter(command -> asked.matcher(command.getKey()).find())
                .flatMap(command -> command.getValue().seen().stream())
                .anyMatch(command -> command.exit().filter(exit -> exit == 0).isPresent()
                        && command.took()
                                .filter(took -> took.compareTo(AT_ONCE) <= 0)
                                .isPresent());
    }

    /** True where a process has the name of a program of one of these hops. */
    private boolean isThere(Set<String> names) {
        return hops.stream()
                .filter(hop -> names.contains(hop.name()))
                .anyMatch(hop -> view.processes().stream().anyMatch(process -> is(hop, process)));
    }

    private static boolean is(Hop hop, ProcessTable.Entry process) {
        int mark = process.comm().indexOf(":[");
        return hop.programs().contains(mark > 0 ? process.comm().substring(0, mark) : process.comm());
    }
}
