package io.nodethaw.heal;

import io.nodethaw.analysis.Finding;
import io.nodethaw.heal.HealResult.Ending;
import java.util.List;

/** The dry run: what would be done, in order, with the checks made now. Changes nothing. */
final class Plan {
    private final Ledger ledger;
    private final Decision decision;
    private final Protocol protocol;

    Plan(Ledger ledger, Decision decision, Protocol protocol) {
        this.ledger = ledger;
        this.decision = decision;
        this.protocol = protocol;
    }

    HealResult tell(Case first) {
        var action = decision.choose(first);
        var finding = action.flatMap(Decision::because);
        if (action.isPresent() && finding.isPresent()) {
            return tell(action.get(), finding.get(), decision.quiet(action.get(), first));
        }
        if (ledger.hasActed()) {
            var cure = ledger.cure().orElseThrow();
            return steps(cure.waiting(), "finish the cure that was begun", cure.code(), false);
        }
        var unproven = ledger.unproven();
        if (action.isEmpty() && unproven.isPresent()) {
            var cure = unproven.get();
            return steps(cure.waiting(), "prove the cure that was not proven", cure.code(), false);
        }
        return action.isPresent() && action.get() instanceof Action.Leave(var why)
                ? protocol.result(Ending.REFUSED, why, "", "")
                : protocol.result(Ending.NOTHING_TO_DO, "nothing waits that should not", "", "");
    }

    private HealResult tell(Action action, Finding finding, Case now) {
        var code = finding.code();
        if (!decision.stillSays(action, now)) {
            return protocol.result(Ending.REFUSED, "a second look says otherwise: look again", code, "");
        }
        var checks = decision.checks(action, now);
        protocol.add(checks);
        return Preconditions.refusal(checks)
                .map(why -> protocol.result(Ending.REFUSED, why, code, ""))
                .orElseGet(
                        () -> steps(Decision.waiting(now), action.title(), code, action instanceof Action.Reconnect));
    }

    private HealResult steps(List<Target> waiting, String what, String code, boolean more) {
        protocol.add("would save the evidence, look again, and write down each step before it is done");
        protocol.add("would do: " + what);
        if (more) {
            protocol.add("would do, if it is still off the bus then: Reexecute through the private socket");
        }
        waiting.forEach(target -> protocol.add("would do, if it still waits " + Proving.GRACE.toSeconds()
                + " s after systemd answers: SIGKILL to " + target.name()));
        protocol.add("would prove: the same probes, a real start, and that every container still runs");
        return protocol.result(Ending.DRY, what, code, "nodethaw heal --yes");
    }
}
