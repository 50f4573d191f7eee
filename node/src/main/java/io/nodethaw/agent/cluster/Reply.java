package io.nodethaw.agent.cluster;

import java.time.Instant;

/**
 * What came of a request.
 *
 * @param status of HTTP; 0 where there was no reply
 * @param why the words of the server, or why there was no reply
 * @param at when it was sent, by the clock of the server; the epoch where that is not told
 * @param body JSON in one line, where the request reads it; else empty
 */
public record Reply(int status, String why, Instant at, String body) {
    private static final int CONFLICT = 409;
    private static final int TOO_MANY = 429;
    private static final int MOST = 300;
    private static final int PARTS = 4;

    public Reply {
        why = why.replaceAll("\\p{Cntrl}", " ");
        why = why.length() > MOST ? why.substring(0, MOST) : why;
        body = body.replaceAll("\\p{Cntrl}", " "); // in JSON they only stand between its parts
    }

    /** One whose body nobody reads. */
    public Reply(int status, String why) {
        this(status, why, Instant.EPOCH, "");
    }

    /** No reply. */
    public static Reply none(String why) {
        return new Reply(0, why);
    }

    /** True when it was done, now or at an earlier try whose reply was lost. */
    public boolean isDone() {
        return status / 100 == 2 || status == CONFLICT;
    }

    /** True when the same request may be done later: the server was away, or busy. */
    public boolean isWorthAnotherTry() {
        return status == 0 || status == TOO_MANY || status / 100 == 5;
    }

    String line() {
        return status + "\t" + why + "\t" + at.toEpochMilli() + "\t" + body + "\n";
    }

    static Reply parse(String line) {
        var parts = line.split("\t", -1);
        try {
            return parts.length == PARTS
                    ? new Reply(
                            Integer.parseInt(parts[0]),
                            parts[1],
                            Instant.ofEpochMilli(Long.parseLong(parts[2])),
                            parts[3])
                    : none("the child said what is no reply");
        } catch (NumberFormatException e) {
            return none("the child said what is no reply");
        }
    }
}
