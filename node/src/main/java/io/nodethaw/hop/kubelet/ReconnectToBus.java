package io.nodethaw.hop.kubelet;

import io.nodethaw.analysis.Root;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.hop.Addresses;
import io.nodethaw.hop.NodesOwn;
import io.nodethaw.hop.RestartService;
import io.nodethaw.remedy.Check;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.NodeAccess;
import io.nodethaw.remedy.Target;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Vertex;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Starts kubelet anew, which has lost its connection to the bus and does not connect again. Nobody else is touched: where kubelet is a
 * part of a bigger program, as in k3s, that is left to a person.
 */
final class ReconnectToBus implements RestartService {
    /** The unit that runs kubelet and nothing else (kubernetes/release, kubelet.service). */
    static final Set<String> UNITS = Set.of("kubelet.service");

    @Override
    public Set<String> units() {
        return UNITS;
    }

    @Override
    public String name() {
        return "kubelet.restart";
    }

    @Override
    public Set<String> answers() {
        return Set.of(BusClosed.EXPLANATION.code());
    }

    /** What it has started are helpers of its own. */
    @Override
    public boolean sparesOthers() {
        return false;
    }

    @Override
    public String risk() {
        return "for some seconds no pod is started or reported, and mounts that kubelet has under way begin again; containers go on";
    }

    @Override
    public Optional<Target> target(Diagnosis now, Root root) {
        return HealthPort.kubelet(now.view())
                .filter(Vertex.Process::isCertain)
                .map(kubelet -> Target.of(kubelet, now.view().name(kubelet.pid())));
    }

    @Override
    public boolean offered(Diagnosis now, Target kubelet) {
        return NodesOwn.isShown(now.view(), kubelet.pid());
    }

    /** A kubelet that starts while the bus or systemd does not answer would hang at once. */
    @Override
    public List<Check> premises(NodeAccess access, Target kubelet, Diagnosis now) {
        return List.of(
                answers(now, Addresses.bus(now.view()), "dbus-daemon"),
                answers(now, now.view().vertex(ProcessTable.INIT), "systemd"));
    }

    private static Check answers(Diagnosis now, Optional<Vertex.Process> who, String name) {
        return Check.that(
                who.flatMap(process -> now.graph().role(process))
                        .filter(role -> role.standing() == Role.Standing.ANSWERED)
                        .isPresent(),
                name + " answers",
                name + " does not answer, and kubelet would hang at once: see what is wrong there first");
    }
}
