package io.nodethaw.hop.systemd;

import io.nodethaw.analysis.Explanation;
import io.nodethaw.evidence.Logged;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.hop.LoggedFinding;
import io.nodethaw.hop.LoggedFinding.Weight;
import io.nodethaw.wait.Vertex;
import java.util.List;
import java.util.Optional;

/** What logs say of systemd itself: that it has crashed, or is late with its jobs. */
final class InitSaid {
    static final LoggedFinding CRASHED = new LoggedFinding(
            Logged.Sign.SYSTEMD_FROZEN,
            _ -> new Vertex.Process(ProcessTable.INIT, Vertex.Process.UNTOLD),
            (_, _) -> new Vertex.Ourselves(),
            _ -> Weight.STALLS,
            _ -> "has crashed and does nothing any more",
            Optional.empty(),
            new Explanation(
                    "systemd.crashed",
                    "systemd (PID 1) has crashed. Instead of ending, which would end the machine, it sleeps for ever: no unit starts or stops, no "
                            + "scope is made for a container; releases before 237 also leave a zombie of each process that loses its parent.",
                    List.of(
                            "ls -l /proc/1/fd shows nothing but 0, 1 and 2: it has closed all its files.",
                            "journalctl -b _PID=1 | tail: \"Freezing execution\" is the last that it says.",
                            "systemctl says that it cannot connect; the private socket refuses connections."),
                    "It cannot be cured: drain the node as far as that goes, then reboot (systemctl reboot -f -f, or sysrq).",
                    List.of("systemd src/core/crash-handler.c, freeze_or_exit_or_reboot")));

    /** It does what it is asked, and late. */
    static final LoggedFinding LATE = new LoggedFinding(
            Logged.Sign.JOB_LATE,
            _ -> new Vertex.Process(ProcessTable.INIT, Vertex.Process.UNTOLD),
            LoggedFinding::speaker,
            _ -> Weight.DOUBTFUL,
            said -> said.text().contains("No buffer space")
                    ? "has more messages to send than it has room for"
                    : "answers, and has not ended a job for 30 s",
            Optional.empty(),
            new Explanation(
                    "systemd.job-late",
                    "runc or kubelet has asked systemd for a scope or slice, or for its end; systemd has answered, and the job had not ended when they "
                            + "gave up. PID 1 is busy: with very many units or mounts, with reloads, or with messages that it cannot send as fast as they come.",
                    List.of(
                            "systemctl list-jobs: what runs blocks what waits. systemctl list-units --all | wc -l counts its units.",
                            "top -p 1: a whole processor for minutes is too much."),
                    "Stop what makes it busy (units that come and go, leaked mounts and scopes; systemctl reset-failed in batches). A re-exec in a "
                            + "loop makes it worse.",
                    List.of("runc libcontainer/cgroups/systemd/common.go, startUnit", "Kubernetes issue 120103")));

    private InitSaid() {}
}
