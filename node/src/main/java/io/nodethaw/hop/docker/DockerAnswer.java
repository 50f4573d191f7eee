package io.nodethaw.hop.docker;

import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Foreign;

/**
 * dockerd's answer to a ping; the instance is the path of its socket.
 *
 * @param server the Server header, which carries the version: "Docker/20.10.24 (linux)"
 */
public record DockerAnswer(String server) {
    public static final FactType<DockerAnswer> TYPE = new FactType<>("docker-ping", DockerAnswer.class);

    public DockerAnswer {
        server = Foreign.cut(server);
    }
}
