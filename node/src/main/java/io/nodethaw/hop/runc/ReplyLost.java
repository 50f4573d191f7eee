package io.nodethaw.hop.runc;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Rule;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.hop.BusWaits;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.WaitGraph;
import io.nodethaw.wait.go.BusCalls;
import io.nodethaw.wait.go.BusCalls.BusCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A runc past its limit waits for a reply of systemd, which is well: the reply was lost when systemd was executed anew, or the bus
 * started anew. The bus keeps the order of messages, so that whoever has sent a later call and has its reply shows that no earlier one is
 * still to be answered. A call is proven to be an earlier one where the connection that it went over is gone, or where it is older than
 * all calls that systemd has answered now.
 */
final class ReplyLost implements Rule {
    static final String CODE = "runc.reply-lost";

    @Override
    public Explanation explanation() {
        return new Explanation(
                CODE,
                "runc waits for the reply to a call to systemd over the bus, longer than a start takes, while systemd answers others there. Its "
                        + "reply was lost: systemd was executed anew, or dbus-daemon started anew, after the call. runc has no limit for that "
                        + "wait; its shim, its runtime and its container wait with it.",
                List.of(
                        "nodethaw stacks PID of runc shows the call (StartTransientUnit, StopUnit) and no end of it.",
                        "busctl call org.freedesktop.systemd1 /org/freedesktop/systemd1 org.freedesktop.DBus.Peer Ping comes back.",
                        "systemctl list-jobs shows no job for that container's scope.",
                        "ss -xp shows no connection of it to the system bus, where dbus-daemon was started anew."),
                "End that runc: its shim cleans up, and whoever wanted the start or stop may ask again. systemd and the bus are well: leave them.",
                List.of(
                        "runc libcontainer/cgroups/systemd, startUnit: a limit for the job, none for the reply",
                        "D-Bus specification, Message Bus: order of messages"));
    }

    @Override
    public List<Finding> judge(NodeView view, WaitGraph graph) {
        if (!systemdAnswers(view, graph)) {
            return List.of();
        }
        return Operation.all(view).stream()
                .filter(operation -> !operation.finished() && isPastLimit(view, operation))
                .flatMap(operation -> finding(view, operation).stream())
                .toList();
    }

    /** On the bus and off it. */
    private static boolean systemdAnswers(NodeView view, WaitGraph graph) {
        return view.vertex(ProcessTable.INIT)
                .flatMap(graph::role)
                .filter(role -> role.standing() == Role.Standing.ANSWERED)
                .isPresent();
    }

    private static boolean isPastLimit(NodeView view, Operation operation) {
        return operation
                .age(view)
                .filter(age -> age.compareTo(RuncHop.LIMIT) > 0)
                .isPresent();
    }

    private static Optional<Finding> finding(NodeView view, Operation operation) {
        int pid = operation.process().pid();
        return BusCalls.of(view, pid)
                .filter(call -> call.callee() == BusCalls.Callee.SYSTEMD && call.stood())
                .filter(call -> !call.isForJob() || isCutOff(view, pid)) // a job may take its time
                .map(call -> finding(view, operation, call, isCutOff(view, pid)));
    }

    /** True when its open files and the sockets were read, and none of them leads to the bus. */
    private static boolean isCutOff(NodeView view, int pid) {
        return view.evidence().seen(Descriptors.TYPE, pid).isPresent()
                && view.evidence().seen(UnixSockets.TYPE).isPresent()
                && !BusWaits.clients(view).contains(pid);
    }

    private static Finding finding(NodeView view, Operation operation, BusCall call, boolean cutOff) {
        int pid = operation.process().pid();
        boolean old = call.age().compareTo(RuncHop.LIMIT) > 0;
        var proofs = new ArrayList<Proof>();
        proofs.add(Proof.of(call.text() + ", in both readings", Goroutines.TYPE.key(pid)));
        proofs.add(Proof.of(
                "at work for at least "
                        + operation.age(view).orElse(RuncHop.LIMIT).toSeconds() + " s, while systemd answers",
                ProcessTable.TYPE.key()));
        if (cutOff) {
            proofs.add(Proof.of(
                    "no connection of it to the bus is left", Descriptors.TYPE.key(pid), UnixSockets.TYPE.key()));
        }
        if (old) {
            proofs.add(Proof.of("the call is at least " + call.age().toSeconds() + " s old", Goroutines.TYPE.key(pid)));
        }
        return new Finding.Stuck(
                CODE,
                operation.vertex(),
                cutOff || old ? Confidence.PROVEN : Confidence.LIKELY,
                "waits for a reply of systemd that will not come",
                proofs);
    }
}
