package io.nodethaw.collect;

import io.nodethaw.evidence.Silence;
import java.io.IOException;
import java.time.Duration;

/** There was no answer within the limit. Says which step got none and how long we waited. */
public final class SilentException extends IOException {
    private static final long serialVersionUID = 1;

    private final String stage;
    private final Duration waited;
    private final Silence kind;

    /** @param stage the step without an answer, as a person would name it: "connect", "auth", "reply to Ping" */
    public SilentException(String stage, Duration waited) {
        this(stage, waited, Silence.NO_REPLY);
    }

    private SilentException(String stage, Duration waited, Silence kind) {
        super("no answer to " + stage + " in " + waited.toMillis() + " ms");
        this.stage = stage;
        this.waited = waited;
        this.kind = kind;
    }

    /** A listener whose accept queue is full: proof at once that nobody accepts there. */
    public static SilentException acceptQueueFull(Deadline deadline) {
        return new SilentException("connect: its accept queue is full", deadline.waited(), Silence.QUEUE_FULL);
    }

    /** The step without an answer. */
    public String stage() {
        return stage;
    }

    /** What kind of silence it is. */
    public Silence kind() {
        return kind;
    }

    /** How long we waited, all steps together. */
    public Duration waited() {
        return waited;
    }
}
