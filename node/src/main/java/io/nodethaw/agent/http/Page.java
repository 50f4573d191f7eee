package io.nodethaw.agent.http;

/**
 * What is answered.
 *
 * @param status of HTTP: 200, 503
 * @param contentType of the body
 */
public record Page(int status, String contentType, String body) {
    /** Text for people. */
    public static Page text(int status, String body) {
        return new Page(status, "text/plain; charset=utf-8", body);
    }
}
