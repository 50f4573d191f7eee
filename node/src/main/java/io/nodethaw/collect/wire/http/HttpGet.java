package io.nodethaw.collect.wire.http;

import io.nodethaw.collect.Connector;
import io.nodethaw.collect.Deadline;
import java.io.IOException;

/** One GET over a connection of its own. */
public final class HttpGet {
    private HttpGet() {}

    /**
     * Asks, and reads the reply to its end.
     *
     * @param host for the Host header; "localhost" on a unix socket
     * @param path with its query, percent-encoded: "/containers/json?all=1"
     * @throws HttpException when what came is no HTTP/1 reply
     */
    public static HttpReply get(Connector connector, String host, String path, Deadline deadline) throws IOException {
        return HttpCall.send(connector, "GET", host, path, "", deadline);
    }
}
