package io.nodethaw.collect.wire.http;

import java.util.Map;

/**
 * The answer to a request, errors of the server included.
 *
 * @param status 200, 404
 * @param headers names in lower case; of a repeated one the values are joined by ", "
 * @param body as UTF-8
 */
public record HttpReply(int status, Map<String, String> headers, String body) {
    /** Copies the headers. */
    public HttpReply {
        headers = Map.copyOf(headers);
    }

    /** True for 2xx. */
    public boolean isSuccess() {
        return status / 100 == 2;
    }
}
