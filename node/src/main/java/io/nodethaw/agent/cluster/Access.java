package io.nodethaw.agent.cluster;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * How to get at the API server. It is read anew for each child, because tokens and certificates are replaced while the agent runs. Nothing
 * but the child that talks to the server ever makes one; no message and no {@code toString} holds a credential.
 */
final class Access {
    /** Where a pod finds what it needs (kubernetes.io/docs/tasks/run-application/access-api-from-pod). */
    private static final Path IN_POD = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

    private static final int HTTPS = 443;
    private static final int MOST_BYTES = 1 << 20;

    private final String host;
    private final int port;
    private final SSLContext tls;
    private final Optional<String> token;

    private Access(String host, int port, SSLContext tls, Optional<String> token) {
        this.host = host;
        this.port = port;
        this.tls = tls;
        this.token = token;
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    SSLContext tls() {
        return tls;
    }

    Optional<String> token() {
        return token;
    }

    /** By the service account of the pod that we run in. */
    static Access inPod(String host, int port) throws IOException {
        return inPod(IN_POD, host, port);
    }

    static Access inPod(Path folder, String host, int port) throws IOException {
        var ca = text(folder.resolve("ca.crt"));
        return new Access(
                host,
                port,
                context(ca, Optional.empty()),
                Optional.of(text(folder.resolve("token")).strip()));
    }

    /** By a kubeconfig of one cluster and one user, such as kubelet's own (client-go, tools/clientcmd/api/v1/types.go). */
    static Access kubeconfig(Path file) throws IOException {
        var config = text(file);
        var server = only(config, "server").orElseThrow(() -> new IOException(file + " names no server, or several"));
        URI uri;
        try {
            uri = URI.create(server);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " names a server that is no address", e);
        }
        if (!"https".equals(uri.getScheme()) || uri.getHost() == null) {
            throw new IOException(file + " names a server without https: nothing is told there");
        }
        var ca = part(file, config, "certificate-authority")
                .orElseThrow(() -> new IOException(file + " names no authority of certificates"));
        var certificate = part(file, config, "client-certificate");
        var key = part(file, config, "client-key");
        var token = only(config, "token");
        if (token.isEmpty() && (certificate.isEmpty() || key.isEmpty())) {
            throw new IOException(file + " has neither a token nor a certificate with its key");
        }
        var own = certificate.isPresent() && key.isPresent()
                ? Optional.of(certificate.get() + "\n" + key.get())
                : Optional.<String>empty();
        var host = uri.getHost().replaceAll("^\\[|\\]$", "");
        return new Access(host, uri.getPort() < 0 ? HTTPS : uri.getPort(), context(ca, own), token);
    }

    /** A file that it names, or what it holds of it in base64. */
    private static Optional<String> part(Path file, String config, String name) throws IOException {
        var data = only(config, name + "-data");
        if (data.isPresent()) {
            try {
                return Optional.of(new String(Base64.getDecoder().decode(data.get()), US_ASCII));
            } catch (IllegalArgumentException e) {
                throw new IOException(file + ": " + name + "-data is no base64", e);
            }
        }
        var path = only(config, name);
        return path.isEmpty() ? Optional.empty() : Optional.of(text(file.resolveSibling(path.get())));
    }

    private static Optional<String> only(String config, String member) {
        var values = Pattern.compile(
                        "(?:^[ \\t-]*|[{,]\\s*)\"?" + member
                                + "\"?\\s*:\\s*(?:\"([^\"\\n]*)\"|'([^'\\n]*)'|([^\\s#,}'\"]+))",
                        Pattern.MULTILINE)
                .matcher(config)
                .results()
                .map(found -> found.group(1) != null
                        ? found.group(1)
                        : found.group(2) != null ? found.group(2) : found.group(3))
                .filter(value -> !value.isEmpty())
                .distinct()
                .toList();
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }

    private static SSLContext context(String ca, Optional<String> own) throws IOException {
        try {
            var trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            int number = 0;
            for (var certificate : certificates(ca)) {
                trusted.setCertificateEntry("ca" + number++, certificate);
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            var context = SSLContext.getInstance("TLS");
            context.init(own.isPresent() ? keys(own.get()) : null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "a certificate or key that cannot be used: " + e.getClass().getSimpleName(), e);
        }
    }

    private static KeyManager[] keys(String pem) throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "own", PrivateKeys.parse(pem), new char[0], certificates(pem).toArray(Certificate[]::new));
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        return keys.getKeyManagers();
    }

    private static Collection<? extends Certificate> certificates(String pem)
            throws GeneralSecurityException, IOException {
        var only = new StringBuilder();
        var blocks = Pattern.compile("-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----")
                .matcher(pem);
        while (blocks.find()) {
            only.append(blocks.group()).append('\n');
        }
        if (only.isEmpty()) {
            throw new IOException("no certificate where one is needed");
        }
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(only.toString().getBytes(US_ASCII)));
    }

    private static String text(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MOST_BYTES), UTF_8);
        }
    }

    @Override
    public String toString() {
        return "API server " + host + ":" + port;
    }
}
