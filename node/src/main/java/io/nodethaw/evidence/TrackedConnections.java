package io.nodethaw.evidence;

/**
 * How many connections the node's packet filter keeps track of (net.netfilter.nf_conntrack_count and _max). One instance.
 *
 * @param most how many it may; 0 for any number
 */
public record TrackedConnections(long used, long most) {
    public static final FactType<TrackedConnections> TYPE =
            new FactType<>("tracked-connections", TrackedConnections.class);
}
