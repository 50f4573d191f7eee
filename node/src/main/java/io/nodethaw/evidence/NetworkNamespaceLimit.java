package io.nodethaw.evidence;

/** How many network namespaces one user may have made: user.max_net_namespaces (kernel/ucount.c), since Linux 4.9. One instance. */
public record NetworkNamespaceLimit(long namespaces) {
    public static final FactType<NetworkNamespaceLimit> TYPE =
            new FactType<>("network-namespace-limit", NetworkNamespaceLimit.class);
}
