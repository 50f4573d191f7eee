package io.nodethaw.agent;

import java.time.Instant;

/**
 * A condition as it is published.
 *
 * @param type its name: "NodeStalled"
 * @param reason one word in CamelCase
 * @param code of the finding that it rests on; empty where it rests on none
 * @param message one line for people
 * @param since when it became so, by the wall clock
 */
public record Published(String type, Status status, String reason, String code, String message, Instant since) {
    /** True when it says the same, whatever the words of its message. */
    boolean isAs(Published other) {
        return status == other.status && reason.equals(other.reason);
    }
}
