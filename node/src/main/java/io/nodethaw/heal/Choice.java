package io.nodethaw.heal;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Root;
import io.nodethaw.analysis.Verdict;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Vertex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From a verdict to an action or a reason not to act. Pure. */
public final class Choice {
    /** systemd owns its name and reads nothing from the bus. */
    static final String DEAF = "systemd.deaf-on-bus";

    /** systemd is not connected to the bus. */
    static final String OFF = "systemd.off-the-bus";

    private static final int INIT = 1;

    private Choice() {}

    /**
     * What to do next; empty when there is nothing to do.
     *
     * @param reconnectTried true when SIGUSR1 was sent for this within the last hour
     */
    public static Optional<Action> choose(Verdict verdict, boolean reconnectTried) {
        return switch (verdict.state()) {
            case HEALTHY, SLOW -> Optional.empty();
            case STALLED, UNCLEAR ->
                Optional.of(curable(verdict)
                        .map(root -> act(root, reconnectTried))
                        .orElseGet(() -> new Action.Leave(reason(verdict))));
        };
    }

    /** The root that a proven finding makes ours to cure: PID 1, deaf or off the bus. */
    static Optional<Root> curable(Verdict verdict) {
        return verdict.roots().stream()
                .filter(root -> root.vertex() instanceof Vertex.Process(int pid, long _) && pid == INIT)
                .filter(root -> root.finding()
                        .filter(finding -> isOurs(finding.code()) && isProven(finding))
                        .isPresent())
                .findFirst();
    }

    private static Action act(Root root, boolean reconnectTried) {
        var finding = root.finding().orElseThrow();
        var systemd = (Vertex.Process) root.vertex();
        return finding.code().equals(OFF) && !reconnectTried
                ? new Action.Reconnect(finding, systemd)
                : new Action.Reexecute(finding, systemd);
    }

    private static boolean isOurs(String code) {
        return code.equals(DEAF) || code.equals(OFF);
    }

    private static boolean isProven(Finding finding) {
        return finding instanceof Finding.Stuck stuck && stuck.confidence() == Confidence.PROVEN;
    }

    private static String reason(Verdict verdict) {
        var unproven = verdict.findings().stream()
                .filter(finding -> isOurs(finding.code()) && !isProven(finding))
                .findFirst();
        if (unproven.isPresent()) {
            return unproven.get().code() + " is not proven (" + unproven.get().title()
                    + "), and systemd is not executed anew on suspicion; run as root, on the node, and look again";
        }
        if (verdict.state() == Verdict.State.UNCLEAR) {
            return "could not tell what the node waits for; "
                    + verdict.notSeen().stream()
                            .filter(BlindSpot::matters)
                            .findFirst()
                            .map(spot -> spot.what() + ": " + spot.why())
                            .orElse("nodethaw diagnose -o wide shows what could not be seen");
        }
        var names = verdict.roots().stream().map(Choice::describe).toList();
        return "nothing here cures " + String.join(" and ", names)
                + verdict.cure().map(cure -> "; by hand: " + cure).orElse("; drain the node and restart it");
    }

    private static String describe(Root root) {
        return root.name()
                + root.finding().map(finding -> " (" + finding.code() + ")").orElse("");
    }

    /** The runtime operations that wait for a root in the end: their replies are lost once it is cured. */
    static List<Action.EndProcess> waiting(Verdict verdict, Root root) {
        var finding = root.finding().orElseThrow();
        var actions = new ArrayList<Action.EndProcess>();
        for (var victim : root.victims()) {
            if (victim.vertex() instanceof Vertex.Process process) {
                role(verdict, process)
                        .map(role -> new Action.EndProcess(finding, process, role.label()))
                        .ifPresent(actions::add);
            }
        }
        return actions;
    }

    /** True when a runtime operation that waited before is still at unfinished work. */
    static boolean isLeft(Verdict after, Vertex.Process operation) {
        return role(after, operation).isPresent()
                && after.victims().stream().anyMatch(victim -> victim.vertex().equals(operation));
    }

    private static Optional<Role> role(Verdict verdict, Vertex.Process process) {
        return verdict.roles().stream()
                .filter(role -> role.vertex().equals(process) && role.hop().equals("runc"))
                .findFirst();
    }
}
