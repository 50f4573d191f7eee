package io.nodethaw.collect.journal;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.child.Question;
import io.nodethaw.collect.child.Subject;
import io.nodethaw.collect.source.InChild;
import io.nodethaw.collect.source.Source;
import io.nodethaw.evidence.KubeletLog;
import io.nodethaw.evidence.LastWords;
import io.nodethaw.evidence.PodTroubles;
import io.nodethaw.evidence.RefusedStarts;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The source for what daemons said lately. */
public final class JournalSources {
    private static final String TASK = "refused-starts";
    private static final String LAST_WORDS = "last-words";
    private static final String KUBELET_LOG = "kubelet-log";
    private static final String POD_TROUBLES = "pod-troubles";

    private JournalSources() {}

    /** @param units whose lines are read */
    public static List<Source<?>> of(Host host, Set<String> units) {
        var names = units.stream().sorted().toList();
        return List.of(refusedStarts(host, names), lastWords(host), kubeletLog(host), podTroubles(host));
    }

    private static Source<?> lastWords(Host host) {
        return new InChild<>(
                LastWords.TYPE,
                "of a unit that ended and does not run: `journalctl`, at most two seconds, for the last five lines that its own "
                        + "processes logged",
                LAST_WORDS,
                () -> new LastWordsTask(host),
                unit -> Optional.of(new Question<>(
                        LastWords.TYPE,
                        unit,
                        "journalctl",
                        Subject.machine(),
                        LAST_WORDS,
                        List.of(unit),
                        LastWordsTask::decode)));
    }

    private static Source<?> kubeletLog(Host host) {
        return new InChild<>(
                KubeletLog.TYPE,
                "once kubelet may have lost its API server, or PLEG waits: `journalctl`, at most two seconds, for what kubelet's unit said "
                        + "in the last quarter of an hour of its lease and of PLEG; kept is since when",
                KUBELET_LOG,
                () -> new KubeletLogTask(host),
                unit -> Optional.of(new Question<>(
                        KubeletLog.TYPE,
                        unit,
                        "journalctl",
                        Subject.machine(),
                        KUBELET_LOG,
                        List.of(unit),
                        KubeletLogTask::decode)));
    }

    private static Source<?> podTroubles(Host host) {
        return new InChild<>(
                PodTroubles.TYPE,
                "before anything is called healthy: `journalctl`, at most two seconds, for what kubelet's unit said in the last minute of "
                        + "pods that have trouble of their own",
                POD_TROUBLES,
                () -> new PodTroublesTask(host),
                unit -> Optional.of(new Question<>(
                        PodTroubles.TYPE,
                        unit,
                        "journalctl",
                        Subject.machine(),
                        POD_TROUBLES,
                        List.of(unit),
                        PodTroublesTask::decode)));
    }

    private static Source<?> refusedStarts(Host host, List<String> names) {
        return new InChild<>(
                RefusedStarts.TYPE,
                "once starts may fail: `journalctl`, at most two seconds, for what the units of kubelet and the runtimes said in the last "
                        + "ten minutes; of it lines that name an error of the kernel or of the bus",
                TASK,
                () -> new JournalTask(host),
                _ -> Optional.of(new Question<>(
                        RefusedStarts.TYPE, "", "journalctl", Subject.machine(), TASK, names, JournalSources::read)));
    }

    static RefusedStarts read(byte[] answer) throws IOException {
        try (var in = new DataInputStream(new ByteArrayInputStream(answer))) {
            var lines = new ArrayList<RefusedStarts.Line>();
            for (int left = in.readUnsignedByte(); left > 0; left--) {
                lines.add(new RefusedStarts.Line(
                        RefusedStarts.Why.valueOf(in.readUTF()),
                        in.readUTF(),
                        Duration.ofMillis(in.readLong()),
                        in.readUTF()));
            }
            return new RefusedStarts(lines);
        }
    }
}
