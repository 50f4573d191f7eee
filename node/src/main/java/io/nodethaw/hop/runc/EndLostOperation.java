package io.nodethaw.hop.runc;

import io.nodethaw.analysis.Root;
import io.nodethaw.analysis.Verdict;
import io.nodethaw.collect.socket.Signals;
import io.nodethaw.hop.EndProcess;
import io.nodethaw.remedy.Aftercare;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.NodeAccess;
import io.nodethaw.remedy.Target;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Vertex;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Ends a runc that waits for a reply which will never come. It uses SIGKILL, because runc forwards signals that it can catch. */
final class EndLostOperation implements Aftercare {
    @Override
    public String name() {
        return "runc.end";
    }

    @Override
    public Set<String> formerNames() {
        return Set.of("END_PROCESS");
    }

    @Override
    public String title(Target operation) {
        return "SIGKILL to " + operation.name();
    }

    @Override
    public List<Target> waiting(Diagnosis now, Root root) {
        var waiting = new ArrayList<Target>();
        for (var victim : root.victims()) {
            if (victim.vertex() instanceof Vertex.Process process) {
                role(now.verdict(), process)
                        .map(role -> Target.of(process, role.label()))
                        .ifPresent(waiting::add);
            }
        }
        return waiting;
    }

    @Override
    public boolean stillWaits(Diagnosis after, Target operation) {
        var vertex = operation.vertex();
        return role(after.verdict(), vertex).isPresent()
                && after.verdict().victims().stream()
                        .anyMatch(victim -> victim.vertex().equals(vertex));
    }

    private static Optional<Role> role(Verdict verdict, Vertex.Process process) {
        return verdict.roles().stream()
                .filter(role -> role.vertex().equals(process) && role.hop().equals(RuncHop.NAME))
                .findFirst();
    }

    @Override
    public String perform(NodeAccess access, Target operation, Diagnosis now) throws IOException {
        return EndProcess.kill(access, operation);
    }

    @Override
    public void hold(NodeAccess access, Target operation) throws IOException {
        new Signals(access.host()).send(operation.pid(), operation.startTicks(), Signals.STOP);
    }

    @Override
    public void letGo(NodeAccess access, Target operation) throws IOException {
        new Signals(access.host()).send(operation.pid(), operation.startTicks(), Signals.CONT);
    }

    @Override
    public Became became(Target operation, String mark, Diagnosis now) {
        return EndProcess.became(operation, now);
    }
}
