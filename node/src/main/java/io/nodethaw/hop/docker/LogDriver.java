package io.nodethaw.hop.docker;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Rule;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.WaitGraph;
import io.nodethaw.wait.go.GoDaemon;
import java.util.List;
import java.util.Optional;

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
        return GoDaemon.of(view, graph.roles(), DockerHop.NAME).stream()
                .flatMap(daemon -> finding(daemon).stream())
                .toList();
    }

    private static Optional<Finding> finding(GoDaemon daemon) {
        var blocked = daemon.standing().stream()
                .filter(goroutine -> !driver(goroutine).isEmpty())
                .toList();
        return blocked.stream()
                .findFirst()
                .map(first -> new Finding.Warning(
                        CODE,
                        daemon.process(),
                        Confidence.LIKELY,
                        "log driver " + driver(first) + " does not take a line of " + blocked.size()
                                + (blocked.size() == 1 ? " stream" : " streams"),
                        List.of(Proof.of(
                                "goroutine " + first.id() + " [" + first.state() + "] in its Log", daemon.key()))));
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
