package io.nodethaw.hop.kubelet;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The certificates in a text, as PEM has them (RFC 7468). A file that holds one may hold its key too, of which nothing is kept.
 *
 * @param file where the text was found
 */
record Pem(String file, String text) {
    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";

    /** One that a kubeconfig holds in base64. */
    static Pem ofData(String kubeconfig, String data) {
        try {
            return new Pem(kubeconfig, new String(Base64.getDecoder().decode(data), US_ASCII));
        } catch (IllegalArgumentException broken) {
            return new Pem(kubeconfig, "");
        }
    }

    /** The first one, where it can be read: kubelet's own, with those that vouch for it behind it. */
    Optional<KubeletAccess.Certificate> first() {
        int begin = text.indexOf(BEGIN);
        return begin < 0 ? Optional.empty() : at(begin);
    }

    /** Of authorities, of which each one counts, the one that lasts longest. */
    Optional<KubeletAccess.Certificate> longest() {
        return all().stream().max(Comparator.comparing(KubeletAccess.Certificate::until));
    }

    private List<KubeletAccess.Certificate> all() {
        var all = new ArrayList<KubeletAccess.Certificate>();
        for (int begin = text.indexOf(BEGIN); begin >= 0; begin = text.indexOf(BEGIN, begin + BEGIN.length())) {
            at(begin).ifPresent(all::add);
        }
        return all;
    }

    private Optional<KubeletAccess.Certificate> at(int begin) {
        int end = text.indexOf(END, begin + BEGIN.length());
        if (end < 0) {
            return Optional.empty();
        }
        try {
            var bytes = Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end));
            return Optional.of(Der.certificate(file, bytes));
        } catch (IllegalArgumentException | IOException broken) {
            return Optional.empty();
        }
    }
}
