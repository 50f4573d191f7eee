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

/** A log driver of dockerd does not accept a line: its endpoint or its disk hangs. */
final class LogDriver implements Rule {
    static final String CODE = "docker.log-driver-blocked";

    /** Every driver is a package below this path and gets lines by its method Log (daemon/logger/logger.go). */
    private static final String DRIVERS = "/daemon/logger/";

    private static final String TAKES = ").Log";

    @Override
    public Explanation explanation() {
        return new Explanation(
                CODE,
                "dockerd passes a container's output to its log driver, and the driver does not return. When the pipe "
                        + "is full, the container blocks in writes to stdout, and docker logs, stop and inspect of it "
                        + "hang too.",
                List.of(
                        "nodethaw stacks dockerd --function daemon/logger: the package of the driver, and what it "
                                + "waits for.",
                        "docker inspect -f '{{.HostConfig.LogConfig.Type}}' of the containers, if it answers."),
                "Restore the driver's endpoint (fluentd, syslog, gelf) or its disk. To prevent it in future: log "
                        + "option mode=non-blocking.",
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
                        "log driver " + driver(first) + " does not accept a line of " + blocked.size()
                                + (blocked.size() == 1 ? " stream" : " streams"),
                        List.of(Proof.of(
                                "goroutine " + first.id() + " [" + first.state() + "] in its Log", daemon.key()))));
    }

    /** The driver: "fluentd"; empty when the goroutine is not in the Log method of a driver. */
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
