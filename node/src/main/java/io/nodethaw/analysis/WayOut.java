package io.nodethaw.analysis;

/**
 * How a process of a hop that never goes on by itself is made to, in the pages of findings, and what that costs.
 *
 * @param verb what is done to it: "restart", "end"
 * @param whom one of its processes: "the daemon"
 * @param cost what becomes of containers: "containers keep running"
 */
public record WayOut(String verb, String whom, String cost) {
    /** That of a daemon. */
    public static WayOut restart(String cost) {
        return new WayOut("restart", "the daemon", cost);
    }

    /** "restart the daemon (containers keep running)". */
    String text() {
        return verb + " " + whom + " (" + cost + ")";
    }
}
