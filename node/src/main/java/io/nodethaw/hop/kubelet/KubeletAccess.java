package io.nodethaw.hop.kubelet;

import io.nodethaw.analysis.Shell;
import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Foreign;
import java.time.Instant;
import java.util.Optional;

/**
 * How kubelet gets at its API server, by the files that its unit names. Its instance is the name of the unit.
 *
 * @param server as its kubeconfig has it: "https://10.0.0.1:6443"; absent where that names none, or several
 * @param certificate by which it says who it is; absent where it has none, but a token or a program that gives it one
 * @param serving by which it says who it is where others ask it; absent where it was not found, or from older evidence
 * @param authority the one by which it knows its API server, of several the one that lasts longest; absent as before
 */
public record KubeletAccess(
        Optional<String> server,
        Optional<Certificate> certificate,
        Optional<Certificate> serving,
        Optional<Certificate> authority) {
    public static final FactType<KubeletAccess> TYPE = new FactType<>("kubelet-access", KubeletAccess.class);

    public KubeletAccess {
        server = server.map(Foreign::cut);
    }

    /** One of which no more is known. */
    KubeletAccess(Optional<String> server, Optional<Certificate> certificate) {
        this(server, certificate, Optional.empty(), Optional.empty());
    }

    /**
     * What of a certificate tells whether it counts. Its key is never kept.
     *
     * @param file where it lies: "/var/lib/kubelet/pki/kubelet-client-current.pem"
     * @param name the common name of whom it is for: "system:node:worker-1"
     * @param withinKubeconfig true where that file is a kubeconfig, which holds it in base64; absent from older evidence
     */
    public record Certificate(
            String file, String name, Instant from, Instant until, Optional<Boolean> withinKubeconfig) {
        public Certificate {
            file = Foreign.cut(file);
            name = Foreign.cut(name);
        }

        /** One in a file of its own. */
        Certificate(String file, String name, Instant from, Instant until) {
            this(file, name, from, until, Optional.of(false));
        }

        /** The same, where the file is a kubeconfig. */
        Certificate withinAKubeconfig() {
            return new Certificate(file, name, from, until, Optional.of(true));
        }

        /** The command that prints this of it: "-subject -dates". */
        String printed(String what) {
            return withinKubeconfig.orElse(false)
                    ? "sed -n 's/.*client-certificate-data: *//p' " + Shell.word(file)
                            + " | base64 -d | openssl x509 -noout " + what
                    : "openssl x509 -noout " + what + " -in " + Shell.word(file);
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
