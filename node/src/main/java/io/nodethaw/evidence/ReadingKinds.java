package io.nodethaw.evidence;

/** The optional member "kind" of a reading in JSON. Programs that do not know it still have the outcome and the reason. */
final class ReadingKinds {
    static final String REFUSED = "refused";
    static final String HELD_UP = "held-up";
    static final String NOT_READ = "not-read";
    static final String QUEUE_FULL = "queue-full";

    private ReadingKinds() {}

    /** The word for a kind of silence; empty for the usual kind. */
    static String of(Silence silence) {
        return switch (silence) {
            case NO_REPLY -> "";
            case NOT_READ -> NOT_READ;
            case QUEUE_FULL -> QUEUE_FULL;
        };
    }
}
