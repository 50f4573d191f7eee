package io.nodethaw.hop.kubelet;

import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Foreign;
import java.time.Instant;
import java.util.Optional;

/**
 * How kubelet gets at its API server, by the files that its unit names. Its instance is the name of the unit.
 *
 * @param server as its kubeconfig has it: "https://10.0.0.1:6443"; absent where that names none, or several
 * @param certificate by which it says who it is; absent where it has none, but a token or a program that gives it one
 */
public record KubeletAccess(Optional<String> server, Optional<Certificate> certificate) {
    public static final FactType<KubeletAccess> TYPE = new FactType<>("kubelet-access", KubeletAccess.class);

    public KubeletAccess {
        server = server.map(Foreign::cut);
    }

    /**
     * What of a certificate tells whether it counts. Its key is never kept.
     *
     * @param file where it lies: "/var/lib/kubelet/pki/kubelet-client-current.pem"
     * @param name the common name of whom it is for: "system:node:worker-1"
     */
    public record Certificate(String file, String name, Instant from, Instant until) {
        public Certificate {
            file = Foreign.cut(file);
            name = Foreign.cut(name);
        }
    }

    /** "API server 10.0.0.1:6443". */
    String called() {
        return "API server" + server.map(url -> " " + address(url)).orElse("");
    }

    /** The port of the server; absent where it is not known. */
    Optional<Integer> port() {
        return server.map(KubeletAccess::address).flatMap(address -> {
            int colon = address.lastIndexOf(':');
            var digits = colon > address.lastIndexOf(']') ? address.substring(colon + 1) : "443";
            return digits.matches("\\d{1,5}") ? Optional.of(Integer.valueOf(digits)) : Optional.empty();
        });
    }

    private static String address(String url) {
        return url.replaceFirst("^https?://", "").replaceFirst("/.*", "");
    }
}
