package io.nodethaw.hop.docker;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Rule;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.WaitGraph;
import io.nodethaw.wait.go.StandingGoroutines;
import java.util.ArrayList;
import java.util.List;

/** A log driver of dockerd does not take a line: its endpoint hangs, or its disk does. */
final class LogDriver implements Rule {
    static final String CODE = "docker.log-driver-blocked";

    /** Every driver is a package below it, and takes lines in a method Log (daemon/logger/logger.go). */
    private static final String DRIVERS = "/daemon/logger/";

    private static final String TAKES = ").Log";

    @Override
    public Explanation explanation() {
        return new Explanation(
                CODE,
                "dockerd hands a container's output to its log driver, and the driver does not come back. The container's "
                        + "writes to stdout block once its pipe is full, and so do docker logs, stop and inspect of it.",
                List.of(
                        "nodethaw stacks dockerd --function daemon/logger: the driver's package and what it waits in.",
                        "docker inspect -f '{{.HostConfig.LogConfig.Type}}' of the containers, if it answers."),
                "Bring the driver's endpoint back (fluentd, syslog, gelf) or free its disk. For the future: log option "
                        + "mode=non-blocking.",
                List.of("moby: daemon/logger/copier.go, copySrc", "moby: daemon/logger/logger.go, Logger"));
    }

    @Override
    public List<Finding> judge(NodeView view, WaitGraph graph) {
        var findings = new ArrayList<Finding>();
        for (var role : graph.roles()) {
            if (role.hop().equals(DockerHop.NAME) && role.vertex() instanceof Vertex.Process(int pid, long _)) {
                var blocked = StandingGoroutines.of(view, pid).stream()
                        .filter(goroutine -> !driver(goroutine).isEmpty())
                        .toList();
                if (!blocked.isEmpty()) {
                    findings.add(finding(role, pid, blocked));
                }
            }
        }
        return findings;
    }

    private static Finding finding(Role role, int pid, List<Goroutine> blocked) {
        var first = blocked.getFirst();
        return new Finding.Warning(
                CODE,
                role.vertex(),
                Confidence.LIKELY,
                "log driver " + driver(first) + " does not take a line of " + blocked.size()
                        + (blocked.size() == 1 ? " stream" : " streams"),
                List.of(Proof.of(
                        "goroutine " + first.id() + " [" + first.state() + "] in its Log", Goroutines.TYPE.key(pid))));
    }

    /** "fluentd"; empty when it is in no driver's Log. */
    private static String driver(Goroutine goroutine) {
        for (var frame : goroutine.frames()) {
            int at = frame.function().indexOf(DRIVERS);
            int end = at < 0 ? -1 : frame.function().indexOf('.', at);
            if (end > 0 && frame.function().endsWith(TAKES)) {
                return frame.function().substring(at + DRIVERS.length(), end);
            }
        }
        return "";
    }
}
