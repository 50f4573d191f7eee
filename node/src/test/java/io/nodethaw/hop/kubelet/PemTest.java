package io.nodethaw.hop.kubelet;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemTest {
    private static final String FILE = "/etc/kubernetes/pki/ca.crt";
    private static final String BEGIN = "-----BEGIN CERTIFICATE-----\n";
    private static final String END = "\n-----END CERTIFICATE-----\n";

    /** As little of a certificate as is read: serial, signature, issuer, validity, subject. */
    private static String certificate(String until) {
        var content = "020101" + "3000" + "3000" + "301E" + time("200101000000Z") + time(until) + "3000";
        var body = "30" + length(content) + content;
        var der = "30" + length(body) + body;
        var bytes = new byte[der.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(der.substring(2 * i, 2 * i + 2), 16);
        }
        return BEGIN + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + END;
    }

    private static String time(String text) {
        var hex = new StringBuilder("170D");
        for (byte one : text.getBytes(US_ASCII)) {
            hex.append("%02x".formatted(one));
        }
        return hex.toString();
    }

    private static String length(String hex) {
        return "%02x".formatted(hex.length() / 2);
    }

    private static Optional<Instant> first(String text) {
        return new Pem(FILE, text).first().map(KubeletAccess.Certificate::until);
    }

    private static Optional<Instant> longest(String text) {
        return new Pem(FILE, text).longest().map(KubeletAccess.Certificate::until);
    }

    private static Instant year(int year) {
        return Instant.parse(year + "-01-01T00:00:00Z");
    }

    @Test
    void ofAChainTheFirstIsItsOwn() {
        var chain = certificate("270101000000Z") + certificate("360101000000Z");
        assertThat(first(chain)).contains(year(2027));
        assertThat(new Pem(FILE, chain).first().orElseThrow().file()).isEqualTo(FILE);
    }

    @Test
    void ofAuthoritiesTheOneThatLastsLongestCounts() {
        assertThat(longest(certificate("270101000000Z") + certificate("360101000000Z") + certificate("300101000000Z")))
                .contains(year(2036));
        assertThat(longest("")).isEmpty();
    }

    @Test
    void textAndKeysAroundItArePassedOver() {
        assertThat(first("subject=CN = k1\n-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIA==\n-----END EC PRIVATE KEY-----\n"
                        + certificate("270101000000Z").replace("\n", "\r\n") + "more"))
                .contains(year(2027));
    }

    /** A new authority is appended by hand now and then; the one before it still counts. */
    @Test
    void authorityThatCannotBeReadLeavesTheOthers() {
        assertThat(longest(BEGIN + "AAAA" + END + certificate("270101000000Z") + BEGIN + "MIIB"))
                .contains(year(2027));
        assertThat(first(BEGIN + "AAAA" + END + certificate("270101000000Z")))
                .as("that of somebody else is not its own")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no certificate",
                "-----BEGIN CERTIFICATE-----",
                "-----END CERTIFICATE-----\n-----BEGIN CERTIFICATE-----",
                "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----",
                "-----BEGIN CERTIFICATE-----\nMA\n-----END CERTIFICATE-----",
                "-----BEGIN CERTIFICATE-----\nM===\n-----END CERTIFICATE-----",
                "-----BEGIN TRUSTED CERTIFICATE-----\nMAA=\n-----END TRUSTED CERTIFICATE-----"
            })
    void whatIsNoneTellsNothing(String text) {
        assertThat(first(text)).isEmpty();
        assertThat(longest(text)).isEmpty();
    }

    @Test
    void whereverItIsCutNothingIsMadeUp() {
        var whole = certificate("270101000000Z");
        int last = whole.indexOf("-----END CERTIFICATE-----") + "-----END CERTIFICATE-----".length();
        for (int i = 0; i < last; i++) {
            assertThat(first(whole.substring(0, i))).as("cut after %d", i).isEmpty();
        }
        assertThat(first(whole.substring(0, last))).contains(year(2027));
    }

    @Test
    void dataOfAKubeconfigIsPemInBase64() {
        var data =
                Base64.getEncoder().encodeToString(certificate("270101000000Z").getBytes(US_ASCII));
        assertThat(Pem.ofData(FILE, data).first().map(KubeletAccess.Certificate::until))
                .contains(year(2027));
        assertThat(Pem.ofData(FILE, "REDACTED, or \u00e9").first()).isEmpty();
    }
}
