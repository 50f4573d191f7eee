package io.nodethaw.hop.kubelet;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.child.Question;
import io.nodethaw.collect.child.ReaderTask;
import io.nodethaw.collect.child.Subject;
import io.nodethaw.collect.source.InChild;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Reads the kubeconfig that kubelet's unit names, and the certificate by which kubelet says who it is, in the reader child, since
 * their files may lie on any mount. A file that holds a certificate may hold its key too; nothing of that leaves this task.
 */
final class AccessTask implements ReaderTask {
    /** systemd answers in milliseconds; on a busy machine this process may not get to ask. */
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private static final String KUBECONFIG = "--kubeconfig";
    private static final String CONFIG = "--config";
    private static final String ROTATE = "--rotate-certificates";
    private static final String CERT_DIR = "--cert-dir";

    /** Default of --cert-dir (cmd/kubelet/app/options/options.go). */
    private static final String DEFAULT_DIR = "/var/lib/kubelet/pki";

    /** The link to the newest one that kubelet has been given (client-go, util/certificate/certificate_store.go). */
    private static final String CURRENT = "kubelet-client-current.pem";

    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";

    private static final String NAME = "kubelet-access";

    private final Host host;
    private final UnitCommand command;

    AccessTask(Host host, UnitCommand command) {
        this.host = host;
        this.command = command;
    }

    /** The source that it reads for. */
    static InChild<KubeletAccess> source(Host host, UnitCommand command) {
        return new InChild<>(
                KubeletAccess.TYPE,
                "as root: `/run/systemd/private` for the command of kubelet's unit, its configuration and kubeconfig, and the "
                        + "client certificate that these name; kept are the server, and whose and how long valid the certificate is",
                NAME,
                () -> new AccessTask(host, command),
                unit -> Optional.of(new Question<>(
                        KubeletAccess.TYPE,
                        unit,
                        "read of kubelet's kubeconfig",
                        Subject.machine(),
                        NAME,
                        List.of(unit),
                        AccessTask::decode)));
    }

    /** Argument: the name of the unit. */
    @Override
    public byte[] read(List<String> unit) throws IOException {
        return encode(of(command.words(unit.getFirst(), host.deadline(LIMIT))));
    }

    /** @param words of the command */
    KubeletAccess of(List<String> words) throws IOException {
        var path = Flags.value(words, KUBECONFIG).filter(file -> file.startsWith("/"));
        var text = path.isPresent() ? command.text(path.get()) : "";
        if (text.isEmpty()) {
            throw new NotAskedException("the unit names no kubeconfig that is here");
        }
        var config = new Kubeconfig(text);
        return new KubeletAccess(config.server(), certificate(words, path.get(), config));
    }

    /**
     * kubelet asks for certificates of its own where it is told to rotate them, and uses those rather than the one of its
     * kubeconfig (cmd/kubelet/app/server.go, buildKubeletClientConfig).
     */
    private Optional<KubeletAccess.Certificate> certificate(List<String> words, String path, Kubeconfig config)
            throws IOException {
        if (rotates(words)) {
            var file = Flags.value(words, CERT_DIR).orElse(DEFAULT_DIR) + "/" + CURRENT;
            var own = parse(file, command.text(file));
            if (own.isPresent()) {
                return own;
            }
        }
        var named = config.certificate();
        if (named.isPresent()) {
            var file = beside(path, named.get());
            return parse(file, command.text(file));
        }
        return config.certificateData()
                .flatMap(data -> parse(path, decoded(data)))
                .map(KubeletAccess.Certificate::withinAKubeconfig);
    }

    private boolean rotates(List<String> words) throws IOException {
        if (words.contains(ROTATE)
                || Flags.value(words, ROTATE).filter("true"::equals).isPresent()) {
            return true;
        }
        var file = Flags.value(words, CONFIG);
        return file.isPresent()
                && Flags.configured(command.text(file.get()), "rotateCertificates")
                        .filter("true"::equals)
                        .isPresent();
    }

    /** A path in a kubeconfig begins where that file lies. */
    private static String beside(String kubeconfig, String path) {
        return path.startsWith("/")
                ? path
                : Path.of(kubeconfig).resolveSibling(path).normalize().toString();
    }

    private static String decoded(String data) {
        try {
            return new String(Base64.getDecoder().decode(data), US_ASCII);
        } catch (IllegalArgumentException broken) {
            return "";
        }
    }

    /** The first certificate in a text: kubelet's own, with those that vouch for it behind it. */
    static Optional<KubeletAccess.Certificate> parse(String file, String pem) {
        int begin = pem.indexOf(BEGIN);
        int end = pem.indexOf(END, begin + BEGIN.length());
        if (begin < 0 || end < 0) {
            return Optional.empty();
        }
        try {
            var bytes = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
            return Optional.of(Der.certificate(file, bytes));
        } catch (IllegalArgumentException | IOException broken) {
            return Optional.empty();
        }
    }

    static byte[] encode(KubeletAccess access) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeUTF(access.server().orElse(""));
            out.writeBoolean(access.certificate().isPresent());
            if (access.certificate().isPresent()) {
                var certificate = access.certificate().get();
                out.writeUTF(certificate.file());
                out.writeUTF(certificate.name());
                out.writeLong(certificate.from().toEpochMilli());
                out.writeLong(certificate.until().toEpochMilli());
                out.writeBoolean(certificate.withinKubeconfig().orElse(false));
            }
        }
        return bytes.toByteArray();
    }

    static KubeletAccess decode(byte[] answer) throws IOException {
        try (var in = new DataInputStream(new ByteArrayInputStream(answer))) {
            var server = Optional.of(in.readUTF()).filter(text -> !text.isEmpty());
            return new KubeletAccess(
                    server,
                    in.readBoolean()
                            ? Optional.of(new KubeletAccess.Certificate(
                                    in.readUTF(),
                                    in.readUTF(),
                                    Instant.ofEpochMilli(in.readLong()),
                                    Instant.ofEpochMilli(in.readLong()),
                                    Optional.of(in.readBoolean())))
                            : Optional.empty());
        }
    }
}
