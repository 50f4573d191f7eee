package io.nodethaw.hop.kubelet;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The members of a kubeconfig, in YAML or JSON, that tell of kubelet's server and certificate (client-go,
 * tools/clientcmd/api/v1/types.go). Kubelet's own has one cluster and one user; of a file with several nothing is concluded.
 */
record Kubeconfig(String text) {
    /** The address of the server. */
    Optional<String> server() {
        return only("server");
    }

    /** The path of the certificate. */
    Optional<String> certificate() {
        return only("client-certificate");
    }

    /** The certificate itself, as PEM in base64. */
    Optional<String> certificateData() {
        return only("client-certificate-data");
    }

    /** The path of the certificate of the server's authority. */
    Optional<String> authority() {
        return only("certificate-authority");
    }

    /** That itself, as PEM in base64. */
    Optional<String> authorityData() {
        return only("certificate-authority-data");
    }

    /** The value of a member; absent where there is none, or where there are several that differ. */
    private Optional<String> only(String member) {
        var values = Pattern.compile(
                        "(?:^[ \\t-]*|[{,]\\s*)\"?" + member + "\"?\\s*:\\s*(\"[^\"\\n]*\"|'[^'\\n]*'|[^\\s#,}]+)",
                        Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map(Kubeconfig::value)
                .filter(value -> !value.isEmpty())
                .distinct()
                .toList();
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }

    private static String value(MatchResult found) {
        return Flags.unquoted(found.group(1));
    }
}
