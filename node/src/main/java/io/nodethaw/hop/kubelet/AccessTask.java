package io.nodethaw.hop.kubelet;

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
    private static final String ROTATE_SERVING = "--rotate-server-certificates";
    private static final String SERVING = "--tls-cert-file";
    private static final String CERT_DIR = "--cert-dir";

    /** Default of --cert-dir (cmd/kubelet/app/options/options.go). */
    private static final String DEFAULT_DIR = "/var/lib/kubelet/pki";

    /**
     * The link to the newest one that kubelet has been given (pkg/kubelet/certificate/kubelet.go; client-go,
     * util/certificate/certificate_store.go).
     */
    private static final String CURRENT = "kubelet-client-current.pem";

    /** The same for those who ask it, in the same files. */
    private static final String CURRENT_SERVING = "kubelet-server-current.pem";

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
                        + "certificates that these name; kept are the server, and whose and how long valid the certificates are",
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
        return new KubeletAccess(
                config.server(), certificate(words, path.get(), config), serving(words), authority(path.get(), config));
    }

    /**
     * kubelet asks for certificates of its own where it is told to rotate them, and uses those rather than the one of its
     * kubeconfig (cmd/kubelet/app/server.go, buildKubeletClientConfig).
     */
    private Optional<KubeletAccess.Certificate> certificate(List<String> words, String path, Kubeconfig config)
            throws IOException {
        if (rotates(words)) {
            var own = pem(folder(words) + CURRENT).first();
            if (own.isPresent()) {
                return own;
            }
        }
        var named = config.certificate();
        if (named.isPresent()) {
            return pem(beside(path, named.get())).first();
        }
        return config.certificateData()
                .flatMap(data -> Pem.ofData(path, data).first())
                .map(KubeletAccess.Certificate::withinAKubeconfig);
    }

    private boolean rotates(List<String> words) throws IOException {
        return isOn(words, ROTATE, "rotateCertificates");
    }

    /** What it is told to use, or was given; one that it has signed itself nobody can check (cmd/kubelet/app/server.go, InitializeTLS). */
    private Optional<KubeletAccess.Certificate> serving(List<String> words) throws IOException {
        var flag = Flags.value(words, SERVING);
        var named = flag.isPresent() ? flag.get() : configured(words, "tlsCertFile");
        if (!named.isEmpty()) {
            return pem(named).first();
        }
        return isOn(words, ROTATE_SERVING, "serverTLSBootstrap")
                ? pem(folder(words) + CURRENT_SERVING).first()
                : Optional.empty();
    }

    private Optional<KubeletAccess.Certificate> authority(String path, Kubeconfig config) throws IOException {
        var named = config.authority();
        return named.isPresent()
                ? pem(beside(path, named.get())).longest()
                : config.authorityData().flatMap(data -> Pem.ofData(path, data).longest());
    }

    private boolean isOn(List<String> words, String flag, String member) throws IOException {
        return words.contains(flag)
                || Flags.value(words, flag).filter("true"::equals).isPresent()
                || configured(words, member).equals("true");
    }

    /** A member of its configuration file; "" where there is none. */
    private String configured(List<String> words, String member) throws IOException {
        var file = Flags.value(words, CONFIG);
        return file.isPresent()
                ? Flags.configured(command.text(file.get()), member).orElse("")
                : "";
    }

    private static String folder(List<String> words) {
        return Flags.value(words, CERT_DIR).orElse(DEFAULT_DIR) + "/";
    }

    private Pem pem(String file) throws IOException {
        return new Pem(file, command.text(file));
    }

    /** A path in a kubeconfig begins where that file lies. */
    private static String beside(String kubeconfig, String path) {
        return path.startsWith("/")
                ? path
                : Path.of(kubeconfig).resolveSibling(path).normalize().toString();
    }

    static byte[] encode(KubeletAccess access) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeUTF(access.server().orElse(""));
            for (var one : List.of(access.certificate(), access.serving(), access.authority())) {
                write(out, one);
            }
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, Optional<KubeletAccess.Certificate> one) throws IOException {
        out.writeBoolean(one.isPresent());
        if (one.isPresent()) {
            var certificate = one.get();
            out.writeUTF(certificate.file());
            out.writeUTF(certificate.name());
            out.writeLong(certificate.from().toEpochMilli());
            out.writeLong(certificate.until().toEpochMilli());
            out.writeBoolean(certificate.withinKubeconfig().orElse(false));
        }
    }

    static KubeletAccess decode(byte[] answer) throws IOException {
        try (var in = new DataInputStream(new ByteArrayInputStream(answer))) {
            var server = Optional.of(in.readUTF()).filter(text -> !text.isEmpty());
            return new KubeletAccess(server, certificate(in), certificate(in), certificate(in));
        }
    }

    private static Optional<KubeletAccess.Certificate> certificate(DataInputStream in) throws IOException {
        return in.readBoolean()
                ? Optional.of(new KubeletAccess.Certificate(
                        in.readUTF(),
                        in.readUTF(),
                        Instant.ofEpochMilli(in.readLong()),
                        Instant.ofEpochMilli(in.readLong()),
                        Optional.of(in.readBoolean())))
                : Optional.empty();
    }
}
