package io.nodethaw.evidence;

/** The ports that connections begin from when a program names none (net.ipv4.ip_local_port_range). One instance. */
public record PortRange(int first, int last) {
    public static final FactType<PortRange> TYPE = new FactType<>("port-range", PortRange.class);

    /** How many ports that are. */
    public int ports() {
        return Math.max(0, last - first + 1);
    }
}
