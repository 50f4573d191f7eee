package io.nodethaw.bus;

/**
 * How many messages passed the bus, by what they are for.
 *
 * @param others messages of types that the protocol does not know yet
 * @param bytes of all of them
 */
public record BusCounts(long calls, long replies, long errors, long signals, long others, long bytes) {
    /** All messages. */
    public long messages() {
        return calls + replies + errors + signals + others;
    }

    /** What has passed since those. */
    public BusCounts since(BusCounts before) {
        return new BusCounts(
                calls - before.calls,
                replies - before.replies,
                errors - before.errors,
                signals - before.signals,
                others - before.others,
                bytes - before.bytes);
    }
}
