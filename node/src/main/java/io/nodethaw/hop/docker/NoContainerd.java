package io.nodethaw.hop.docker;

import io.nodethaw.analysis.Explanation;
import io.nodethaw.hop.Addresses;
import io.nodethaw.hop.MissingServer;
import io.nodethaw.wait.Vertex;
import java.util.List;
import java.util.Optional;

/** dockerd keeps a connection to a containerd: that of the node, or one that it starts itself (libcontainerd/supervisor). */
final class NoContainerd {
    static final MissingServer RULE = new MissingServer(
            DockerHop.NAME,
            new Vertex.Remote("a containerd for dockerd"),
            "containerd",
            Addresses.CONTAINERD_PROGRAMS,
            path -> path.endsWith("containerd.sock"),
            Addresses.CONTAINERD_UNITS,
            _ -> Optional.empty(),
            new Explanation(
                    "docker.no-containerd",
                    "dockerd runs and answers, and there is no containerd that it could start containers with: no process of that "
                            + "name, and no connection to one. No container starts, stops or is entered; running ones go on.",
                    List.of(
                            "pgrep -a containerd finds none but shims.",
                            "docker run fails with \"failed to dial\" or \"connection refused\"; docker ps still answers.",
                            "systemctl status containerd: if it is disabled or masked, dockerd was told to use it all the same."),
                    "Start the containerd that dockerd is told to use (--containerd, or \"containerd\" in /etc/docker/daemon.json): "
                            + "systemctl start containerd. Without such a line it starts one of its own at: systemctl restart docker "
                            + "(its containers keep running only with live-restore).",
                    List.of("man 8 dockerd, --containerd")));

    private NoContainerd() {}
}
