package io.nodethaw.wait;

/**
 * What a vertex is in the chain.
 *
 * @param hop folder of the hop it belongs to
 * @param label what a person calls it: "shim 2211"
 * @param detail what else helps to know it: container ids and names; empty where there is nothing
 * @param standing whether it answered our probe
 */
public record Role(Vertex vertex, String hop, String label, String detail, Standing standing) {
    /** Whether a vertex answered our probe. */
    public enum Standing {
        /** It answered: it is no root. */
        ANSWERED,
        /** It was asked and did not answer in time. */
        SILENT,
        /** It has no probe, or could not be asked. */
        NOT_ASKED
    }
}
