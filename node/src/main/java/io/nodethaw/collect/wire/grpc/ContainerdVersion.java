package io.nodethaw.collect.wire.grpc;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.wire.protobuf.ProtobufReader;
import java.io.IOException;
import java.util.Map;

/**
 * What containerd says it is. Its own API: answers also where the CRI plug-in is switched off, as in a containerd that only
 * serves dockerd.
 *
 * @param version "1.6.20~ds1"
 * @param revision the commit or package it was built from
 */
public record ContainerdVersion(String version, String revision) {
    // api/services/version/v1/version.proto
    private static final String METHOD = "/containerd.services.version.v1.Version/Version";

    /** Asks for it. */
    public static ContainerdVersion ask(GrpcConnection connection, Deadline deadline) throws IOException {
        var reply = ProtobufReader.of(connection.unary(METHOD, new byte[0], Map.of(), deadline));
        var version = "";
        var revision = "";
        while (reply.next()) {
            switch (reply.field()) {
                case 1 -> version = reply.string();
                case 2 -> revision = reply.string();
                default -> {}
            }
        }
        return new ContainerdVersion(version, revision);
    }
}
