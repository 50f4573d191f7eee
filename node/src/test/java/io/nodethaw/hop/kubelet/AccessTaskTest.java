package io.nodethaw.hop.kubelet;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.collect.HostFolder;
import io.nodethaw.collect.NotAskedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessTaskTest {
    /** Made with openssl for system:node:k1; for a year from November 29th, 2026 on. */
    private static final String CERTIFICATE = """
            -----BEGIN CERTIFICATE-----
            MIIBtTCCAVugAwIBAgIUZRKnTKNJ+PzKG5WtIIwkX8+FJvQwCgYIKoZIzj0EAwIw
            MDEVMBMGA1UECgwMc3lzdGVtOm5vZGVzMRcwFQYDVQQDDA5zeXN0ZW06bm9kZTpr
            MTAeFw0yNjExMjkyMDIwMTBaFw0yNzExMjkyMDIwMTBaMDAxFTATBgNVBAoMDHN5
            c3RlbTpub2RlczEXMBUGA1UEAwwOc3lzdGVtOm5vZGU6azEwWTATBgcqhkjOPQIB
            BggqhkjOPQMBBwNCAARpVm0wTC6mlGbzLxVGwvOUgcgROamVCxJcv0CJ2DGhdgUD
            WzeCABZAaTkwk9vBN+0Hl1K4lonE5wQOc84zF9wqo1MwUTAdBgNVHQ4EFgQUF+85
            KtAVa9B6g7g3F/b6z9/JT7YwHwYDVR0jBBgwFoAUF+85KtAVa9B6g7g3F/b6z9/J
            T7YwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiEAwLRd+SecZDk0
            83HgIGS5C9SCHzl7Z/cBnuLd3j8a6oACIHV3PlyYjtGN8/PYvScWjsGPT6c9Cz2U
            J9371y1G6gAB
            -----END CERTIFICATE-----
            """;

    private static final String KUBECONFIG = "/etc/kubernetes/kubelet.conf";
    private static final String OWN = "/var/lib/kubelet/pki/kubelet-client-current.pem";
    private static final List<String> COMMAND = List.of("/usr/bin/kubelet", "--kubeconfig=" + KUBECONFIG);

    @TempDir
    private Path folder;

    private KubeletAccess read(List<String> command) throws IOException {
        var host = new HostFolder(folder).host();
        return new AccessTask(host, new UnitCommand(host, 0)).of(command);
    }

    private HostFolder kubeconfig(String user) {
        return new HostFolder(folder).write(KUBECONFIG, """
                apiVersion: v1
                clusters:
                - cluster:
                    certificate-authority-data: c2VydmVy
                    server: https://10.0.0.1:6443
                  name: kubernetes
                users:
                - name: system:node:k1
                  user:
                    %s
                """.formatted(user));
    }

    private static KubeletAccess access(String file) {
        return new KubeletAccess(
                Optional.of("https://10.0.0.1:6443"),
                Optional.of(new KubeletAccess.Certificate(
                        file,
                        "system:node:k1",
                        Instant.parse("2026-11-29T20:20:10Z"),
                        Instant.parse("2027-11-29T20:20:10Z"))));
    }

    @Test
    void certificateInAFileThatHoldsTheKeyTooIsRead() throws IOException {
        kubeconfig("client-certificate: " + OWN).write(OWN, CERTIFICATE + "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n");
        assertThat(read(COMMAND)).isEqualTo(access(OWN));
    }

    @Test
    void pathInAKubeconfigBeginsBesideIt() throws IOException {
        kubeconfig("client-certificate: \"pki/own.crt\"").write("/etc/kubernetes/pki/own.crt", CERTIFICATE);
        assertThat(read(COMMAND)).isEqualTo(access("/etc/kubernetes/pki/own.crt"));
    }

    @Test
    void certificateWithinAKubeconfigIsRead() throws IOException {
        kubeconfig("client-certificate-data: " + Base64.getEncoder().encodeToString(CERTIFICATE.getBytes(US_ASCII)));
        var within = access(KUBECONFIG).certificate().map(KubeletAccess.Certificate::withinAKubeconfig);
        assertThat(read(COMMAND).certificate()).isEqualTo(within);
        assertThat(within.orElseThrow().printed("-dates"))
                .isEqualTo("sed -n 's/.*client-certificate-data: *//p' /etc/kubernetes/kubelet.conf | base64 -d | "
                        + "openssl x509 -noout -dates");
        var read = new KubeletAccess(Optional.empty(), within);
        assertThat(AccessTask.decode(AccessTask.encode(read))).isEqualTo(read);
    }

    @Test
    void kubeletThatRotatesUsesItsOwn() throws IOException {
        kubeconfig("client-certificate-data: bm9uZQ==")
                .write(OWN, CERTIFICATE)
                .write("/var/lib/kubelet/config.yaml", "rotateCertificates: true\n");
        assertThat(read(COMMAND).certificate()).isEmpty();
        var rotates = List.of("kubelet", "--kubeconfig", KUBECONFIG, "--config=/var/lib/kubelet/config.yaml");
        assertThat(read(rotates)).isEqualTo(access(OWN));
        assertThat(read(List.of("kubelet", "--kubeconfig", KUBECONFIG, "--rotate-certificates", "--cert-dir=/none"))
                        .certificate())
                .isEmpty();
    }

    @Test
    void servingCertificateIsTheNamedOneOrTheOneThatWasGiven() throws IOException {
        kubeconfig("token: secret")
                .write("/pki/named.crt", CERTIFICATE)
                .write("/var/lib/kubelet/pki/kubelet-server-current.pem", CERTIFICATE)
                .write("/var/lib/kubelet/pki/kubelet.crt", CERTIFICATE)
                .write("/var/lib/kubelet/named.yaml", "tlsCertFile: /pki/named.crt\nserverTLSBootstrap: true\n")
                .write("/var/lib/kubelet/given.yaml", "serverTLSBootstrap: true\n");
        assertThat(serving()).as("one that it has signed itself").isEmpty();
        assertThat(serving("--config=/var/lib/kubelet/named.yaml")).contains("/pki/named.crt");
        assertThat(serving("--tls-cert-file=/pki/named.crt")).contains("/pki/named.crt");
        assertThat(serving("--config=/var/lib/kubelet/given.yaml"))
                .contains("/var/lib/kubelet/pki/kubelet-server-current.pem");
        assertThat(serving("--rotate-server-certificates")).contains("/var/lib/kubelet/pki/kubelet-server-current.pem");
    }

    private Optional<String> serving(String... more) throws IOException {
        return read(Stream.concat(COMMAND.stream(), Stream.of(more)).toList())
                .serving()
                .map(KubeletAccess.Certificate::file);
    }

    @Test
    void authorityIsInAFileOrWithinTheKubeconfig() throws IOException {
        var file = new HostFolder(folder).write("/pki/ca.crt", CERTIFICATE + CERTIFICATE);
        file.write(KUBECONFIG, "clusters:\n- cluster:\n    certificate-authority: /pki/ca.crt\n");
        assertThat(read(COMMAND).authority().map(KubeletAccess.Certificate::until))
                .contains(Instant.parse("2027-11-29T20:20:10Z"));
        var data = Base64.getEncoder().encodeToString(CERTIFICATE.getBytes(US_ASCII));
        file.write(KUBECONFIG, "clusters:\n- cluster:\n    certificate-authority-data: " + data + "\n");
        var read = read(COMMAND);
        assertThat(read.authority().map(KubeletAccess.Certificate::file)).contains(KUBECONFIG);
        assertThat(AccessTask.decode(AccessTask.encode(read))).isEqualTo(read);
    }

    @Test
    void tokenIsNoCertificate() throws IOException {
        kubeconfig("token: secret");
        assertThat(read(COMMAND)).isEqualTo(new KubeletAccess(Optional.of("https://10.0.0.1:6443"), Optional.empty()));
    }

    @Test
    void brokenCertificatesTellNothing() throws IOException {
        for (var text : List.of(
                "",
                CERTIFICATE.substring(0, 300),
                CERTIFICATE.replace("MIIB", "MIID"),
                "\u0000",
                "-----BEGIN CERTIFICATE-----END CERTIFICATE-----")) {
            kubeconfig("client-certificate: " + OWN).write(OWN, text);
            assertThat(read(COMMAND).certificate()).as(text).isEmpty();
        }
    }

    @Test
    void certificateCutOffAnywhereTellsNothingOrTheSame() throws IOException {
        var text = CERTIFICATE.replaceAll("-----[A-Z ]+-----|\\n", "");
        var bytes = Base64.getDecoder().decode(text);
        for (int length = 0; length < bytes.length; length++) {
            var cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> Der.certificate(OWN, cut)).isInstanceOf(IOException.class);
            var changed = bytes.clone();
            changed[length] = (byte) ~changed[length];
            try {
                assertThat(Der.certificate(OWN, changed).file()).isEqualTo(OWN);
            } catch (IOException broken) {
                assertThat(broken).hasMessageMatching("[A-Za-z' ]+");
            }
        }
    }

    @Test
    void kubeconfigOfSeveralServersNamesNone() {
        assertThat(new Kubeconfig("{\"clusters\": [{\"server\": \"https://a\"}, {\"server\": \"https://b\"}]}")
                        .server())
                .isEmpty();
        assertThat(new Kubeconfig("{\"server\":\"https://a\",\"users\":[{\"client-certificate\":\"/c\"}]}").server())
                .contains("https://a");
        assertThat(new Kubeconfig("  # server: https://a\n  my-server: https://b\n").server())
                .isEmpty();
    }

    @Test
    void withoutAKubeconfigNothingIsKnown() {
        assertThatThrownBy(() -> read(COMMAND)).isInstanceOf(NotAskedException.class);
        assertThatThrownBy(() -> read(List.of("k3s", "agent"))).isInstanceOf(NotAskedException.class);
    }

    @Test
    void serverIsNamedByItsAddressAndKnownByItsPort() {
        assertThat(access(OWN).called()).isEqualTo("API server 10.0.0.1:6443");
        assertThat(access(OWN).port()).contains(6443);
        assertThat(server("https://api.example/k8s/").port()).contains(443);
        assertThat(server("https://[fd00::1]:6443").port()).contains(6443);
        assertThat(server("https://a:b").port()).isEmpty();
        assertThat(new KubeletAccess(Optional.empty(), Optional.empty()).called())
                .isEqualTo("API server");
    }

    private static KubeletAccess server(String url) {
        return new KubeletAccess(Optional.of(url), Optional.empty());
    }

    @Test
    void answerOfTheChildIsTheSame() throws IOException {
        assertThat(AccessTask.decode(AccessTask.encode(access(OWN)))).isEqualTo(access(OWN));
        var none = new KubeletAccess(Optional.empty(), Optional.empty());
        assertThat(AccessTask.decode(AccessTask.encode(none))).isEqualTo(none);
    }
}
