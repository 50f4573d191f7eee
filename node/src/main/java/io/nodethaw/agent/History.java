package io.nodethaw.agent;

import io.nodethaw.agent.cure.Told;
import io.nodethaw.collect.Host;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.EvidenceJson;
import io.nodethaw.report.PastChange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Supplier;

/**
 * Keeps each change of a condition with the evidence of its look: the last few in memory, and all on a disk. Each of the two is written by
 * a thread of its own, because the disk may be what hangs; then memory has what is new.
 */
public final class History implements Follower {
    private static final long MEBIBYTE = 1 << 20;

    /** In memory: little, and PID 1 refuses to execute itself anew with less than 16 MiB left in /run (docs/decisions/0019). */
    private static final HistoryFolder.Bounds IN_MEMORY =
            new HistoryFolder.Bounds(8, 4 * MEBIBYTE, Duration.ofDays(30), MEBIBYTE, 18 * MEBIBYTE);

    /** On a disk: evidence of a big node has a megabyte when packed. */
    private static final HistoryFolder.Bounds ON_DISK =
            new HistoryFolder.Bounds(200, 64 * MEBIBYTE, Duration.ofDays(90), 8 * MEBIBYTE, 256 * MEBIBYTE);

    /** Changes that wait for a disk that hangs; each holds the evidence of a look. */
    private static final int WAITING = 4;

    /** What stands in place of a condition where something is told of cures. */
    private static final String CURE = "Cure";

    private static final DateTimeFormatter ID =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS").withZone(ZoneOffset.UTC);

    private final HistoryFolder inMemory;
    private final HistoryFolder onDisk;
    private final Beside memory;
    private final Beside disk;
    private final Supplier<EvidenceJson> codec;
    private final String tool;
    private final Host host;
    private String last = "";

    /**
     * The history in these folders.
     *
     * @param memory cleared by a reboot: /run/nodethaw/history
     * @param disk survives it: /var/lib/nodethaw/history
     * @param codec knows every fact; made when there is something to write
     * @param tool name and version of this program
     */
    public History(Host host, Path memory, Path disk, Supplier<EvidenceJson> codec, String tool) {
        this.inMemory = new HistoryFolder(memory, IN_MEMORY);
        this.onDisk = new HistoryFolder(disk, ON_DISK);
        this.memory = new Beside(host, "history-memory", WAITING);
        this.disk = new Beside(host, "history-disk", WAITING);
        this.codec = codec;
        this.tool = tool;
        this.host = host;
    }

    @Override
    public void changed(Published before, Published now, Rounds.Ending ending) {
        var at = host.clock().instant();
        var change = new PastChange(
                id(at),
                at,
                now.type(),
                now.status().word(),
                before.status().word(),
                now.reason(),
                now.code(),
                now.message(),
                "");
        List<Evidence> evidence =
                ending instanceof Rounds.Ending.Looked(var seen, var _) ? List.of(seen.evidence()) : List.of();
        memory.give(() -> keep(inMemory, change, evidence));
        disk.give(() -> keep(onDisk, change, evidence));
    }

    @Override
    public void told(Told told) {
        var change = new PastChange(
                id(told.at()),
                told.at(),
                CURE,
                word(told.reason()),
                "",
                told.reason(),
                told.code(),
                told.message(),
                "");
        memory.give(() -> keep(inMemory, change, List.of()));
        disk.give(() -> keep(onDisk, change, List.of()));
    }

    /** "Paused" of "CurePaused". */
    private static String word(String reason) {
        boolean more = reason.startsWith(CURE) && reason.length() > CURE.length() + 1; // not "Cured"
        return more ? reason.substring(CURE.length()) : reason;
    }

    /** By the time, or right after the one before where they share a moment. */
    private synchronized String id(Instant at) {
        var next = ID.format(at);
        for (int millis = 1; next.equals(last); millis++) {
            next = ID.format(at.plusMillis(millis));
        }
        last = next;
        return next;
    }

    private void keep(HistoryFolder folder, PastChange change, List<Evidence> evidence) {
        try {
            folder.keep(change, evidence, codec.get(), tool);
        } catch (IOException e) {
            return; // the other folder has it, or there is no room anywhere
        }
    }

    /** What was kept and is not older than this, the newest first; fails where nothing of it may be read. */
    public List<PastChange> read(Duration age) throws IOException {
        var all = new LinkedHashMap<String, PastChange>();
        inMemory.read().forEach(change -> all.put(change.id(), change));
        for (var change : onDisk.read()) {
            if (!change.evidence().isEmpty() || !all.containsKey(change.id())) {
                all.put(change.id(), change);
            }
        }
        var sorted = new ArrayList<>(all.values());
        sorted.sort(Comparator.comparing(PastChange::id).reversed());
        var oldest = host.clock().instant().minus(age);
        return sorted.stream().filter(change -> !change.at().isBefore(oldest)).toList();
    }
}
