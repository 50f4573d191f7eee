package io.nodethaw.collect.journal;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.child.ReaderTask;
import io.nodethaw.evidence.PodTroubles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;

/** Finds in what kubelet logged lately the pods that have trouble of their own. */
final class PodTroublesTask implements ReaderTask {
    /** How far back: kubelet tries again after ten seconds and up to half as much (pkg/kubelet/pod_workers.go). */
    private static final int LATELY = 60; // seconds

    /** A minute of a kubelet that complains of a hundred pods. */
    private static final int MOST_LINES = 2000;

    /** So many pods at most: people are told few. */
    private static final int MOST = 100;

    private final Host host;

    PodTroublesTask(Host host) {
        this.host = host;
    }

    /** Argument: the name of the unit. */
    @Override
    public byte[] read(List<String> unit) throws IOException {
        var options = List.of("--lines=" + MOST_LINES, "--since=-" + LATELY + "s", "--unit=" + unit.getFirst());
        return Journalctl.read(
                host,
                options,
                lines -> write(of(lines, unit.getFirst(), host.clock().instant())));
    }

    /** Of lines of which the newest comes first. */
    static PodTroubles of(JournalLines lines, String unit, Instant now) throws IOException {
        var byPod = new LinkedHashMap<String, PodTroubles.Trouble>();
        var once = new HashSet<String>();
        for (var line = lines.next(); line.isPresent() && byPod.size() < MOST; line = lines.next()) {
            if (PodComplaint.mayBe(line.get())) { // before it is parsed: most lines tell of other things
                JournalEntry.of(line.get(), now)
                        .filter(entry -> entry.unit().equals(unit))
                        .flatMap(PodComplaint::of)
                        .filter(found ->
                                found.counts() || !once.add(found.trouble().pod()))
                        .map(PodComplaint::trouble)
                        .ifPresent(trouble -> byPod.putIfAbsent(trouble.pod(), trouble));
            }
        }
        return new PodTroubles(new ArrayList<>(byPod.values()));
    }

    static byte[] write(PodTroubles troubles) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(troubles.pods().size());
            for (var trouble : troubles.pods()) {
                out.writeUTF(trouble.pod());
                out.writeUTF(trouble.container());
                out.writeUTF(trouble.reason());
                out.writeLong(trouble.ago().toMillis());
            }
        }
        return bytes.toByteArray();
    }

    static PodTroubles decode(byte[] answer) throws IOException {
        try (var in = new DataInputStream(new ByteArrayInputStream(answer))) {
            var pods = new ArrayList<PodTroubles.Trouble>();
            for (int left = in.readUnsignedByte(); left > 0; left--) {
                pods.add(new PodTroubles.Trouble(
                        in.readUTF(), in.readUTF(), in.readUTF(), Duration.ofMillis(in.readLong())));
            }
            return new PodTroubles(pods);
        }
    }
}
