package io.nodethaw.evidence;

/**
 * How many network namespaces the kernel keeps, also those that no process is in and no mount holds any more
 * ({@code /proc/slabinfo}). One instance.
 */
public record NetworkNamespaceCount(long namespaces) {
    public static final FactType<NetworkNamespaceCount> TYPE =
            new FactType<>("network-namespace-count", NetworkNamespaceCount.class);
}
