package io.nodethaw.collect;

import java.io.IOException;
import java.time.Duration;

/** No answer within the limit. Says which step got none and how long we waited. */
public final class SilentException extends IOException {
    private static final long serialVersionUID = 1;

    /** The stage of a question that got no place in the accept queue: nothing of it is there. */
    public static final String QUEUE_FULL = "connect: its accept queue is full";

    private final String stage;
    private final Duration waited;

    /** @param stage the step without an answer, as a person would name it: "connect", "auth", "reply to Ping" */
    public SilentException(String stage, Duration waited) {
        super("no answer to " + stage + " in " + waited.toMillis() + " ms");
        this.stage = stage;
        this.waited = waited;
    }

    /** A listener whose accept queue is full: proof at once that nobody accepts there. */
    public static SilentException acceptQueueFull(Deadline deadline) {
        return new SilentException(QUEUE_FULL, deadline.waited());
    }

    /** The step without an answer. */
    public String stage() {
        return stage;
    }

    /** How long we waited, all steps together. */
    public Duration waited() {
        return waited;
    }
}
