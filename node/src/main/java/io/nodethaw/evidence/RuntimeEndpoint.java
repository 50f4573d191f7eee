package io.nodethaw.evidence;

import java.util.Optional;

/**
 * Where kubelet is told to find its container runtime. One instance.
 *
 * @param address as it is written there: "unix:///run/crio/crio.sock"; absent where nothing says it
 * @param told what says it: "kubelet.service", "/var/lib/kubelet/config.yaml"; else what was looked at
 */
public record RuntimeEndpoint(Optional<String> address, String told) {
    public static final FactType<RuntimeEndpoint> TYPE = new FactType<>("runtime-endpoint", RuntimeEndpoint.class);

    private static final String UNIX = "unix://";

    /** "/var/run" is a link to "/run" (Filesystem Hierarchy Standard 3.0, 5.13). */
    private static final String OLDER = "/var/run/";

    public RuntimeEndpoint {
        address = address.map(Foreign::cut);
        told = Foreign.cut(told);
    }

    /** The path of its socket; empty where it has another kind of address. */
    public Optional<String> path() {
        return address.map(written -> written.startsWith(UNIX) ? written.substring(UNIX.length()) : written)
                .filter(path -> path.startsWith("/"))
                .map(path -> path.startsWith(OLDER) ? path.substring("/var".length()) : path);
    }
}
