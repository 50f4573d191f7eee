package io.nodethaw.collect.journal;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.child.ReaderTask;
import io.nodethaw.evidence.KubeletLog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads what kubelet has logged lately of its lease and of PLEG. */
final class KubeletLogTask implements ReaderTask {
    /** Without its API server kubelet logs some hundred lines a minute. */
    private static final int MOST_LINES = 3000;

    private static final Duration LATELY = Duration.ofMinutes(15);

    private static final long NONE = -1;

    private final Host host;

    KubeletLogTask(Host host) {
        this.host = host;
    }

    /** Argument: the name of the unit. */
    @Override
    public byte[] read(List<String> unit) throws IOException {
        var options =
                List.of("--lines=" + MOST_LINES, "--since=-" + LATELY.toMinutes() + "min", "--unit=" + unit.getFirst());
        return Journalctl.read(
                host,
                options,
                lines -> encode(
                        KubeletLines.of(lines, unit.getFirst(), host.clock().instant())));
    }

    static byte[] encode(KubeletLog log) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeLong(log.relisted().map(Duration::toMillis).orElse(NONE));
            out.writeBoolean(log.lease().isPresent());
            if (log.lease().isPresent()) {
                var lease = log.lease().get();
                out.writeLong(lease.first().toMillis());
                out.writeLong(lease.last().toMillis());
                out.writeLong(lease.pause().toMillis());
                out.writeUTF(lease.why().name());
            }
        }
        return bytes.toByteArray();
    }

    static KubeletLog decode(byte[] answer) throws IOException {
        try (var in = new DataInputStream(new ByteArrayInputStream(answer))) {
            long relisted = in.readLong();
            return new KubeletLog(
                    in.readBoolean()
                            ? Optional.of(new KubeletLog.FailedRenewals(
                                    Duration.ofMillis(in.readLong()),
                                    Duration.ofMillis(in.readLong()),
                                    Duration.ofMillis(in.readLong()),
                                    KubeletLog.Why.valueOf(in.readUTF())))
                            : Optional.empty(),
                    relisted == NONE ? Optional.empty() : Optional.of(Duration.ofMillis(relisted)));
        }
    }
}
