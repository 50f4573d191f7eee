package io.nodethaw.agent;

import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.EvidenceJson;
import io.nodethaw.file.OutputFolder;
import io.nodethaw.report.PastChange;
import java.io.BufferedWriter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * A folder with what the agent keeps of each change: a file of one line, and one with the evidence, which {@code analyze} reads. Each is
 * written under another name, synced and renamed, the evidence first; so a loss of power leaves whole files. The oldest go when there is
 * too much.
 *
 * @param folder for root alone, made when there is something to keep
 * @param bounds how much is kept
 */
public record HistoryFolder(Path folder, Bounds bounds) {
    private static final String CHANGE = ".change";
    private static final String EVIDENCE = ".json.gz";
    private static final String WORD = "change";
    private static final int PARTS = 8;
    private static final int MOST_LINE = 4 << 10;

    /**
     * How much is kept.
     *
     * @param changes the most of them
     * @param bytes of all of it
     * @param age nothing older is kept
     * @param one bytes of the evidence of one change
     * @param free bytes that are left to others; with less there, no evidence is kept
     */
    public record Bounds(int changes, long bytes, Duration age, long one, long free) {}

    /**
     * Keeps a change.
     *
     * @param evidence what was read; empty where a look came to no end
     * @param tool name and version of this program
     */
    void keep(PastChange change, List<Evidence> evidence, EvidenceJson codec, String tool) throws IOException {
        try (var opened = OutputFolder.own(folder)) {
            opened.removeOldParts();
            prune(opened, change.at());
            long room = Math.min(bounds.one(), Files.getFileStore(folder).getUsableSpace() - bounds.free());
            if (room > 0 && !evidence.isEmpty()) {
                write(opened, change.id() + EVIDENCE, evidence.getFirst(), codec, tool, room);
            }
            opened.writeText(change.id() + CHANGE, line(change));
        }
    }

    private static void write(
            OutputFolder opened, String name, Evidence evidence, EvidenceJson codec, String tool, long room)
            throws IOException {
        try {
            opened.write(name, file -> pack(evidence, codec, tool, file, room));
        } catch (IOException tooLarge) { // or no room: then less of it may have some
            var shorter =
                    codec.shortened(evidence, room / 2); // characters, most of which are one byte; and it is packed
            opened.write(name, file -> pack(shorter, codec, tool, file, room));
        }
    }

    private static void pack(Evidence evidence, EvidenceJson codec, String tool, FileChannel file, long room)
            throws IOException {
        var packed = new GZIPOutputStream(new Bounded(Channels.newOutputStream(file), room), 1 << 14);
        codec.write(evidence, tool, new BufferedWriter(new OutputStreamWriter(packed, StandardCharsets.UTF_8)));
        packed.finish();
    }

    private void prune(OutputFolder opened, Instant now) throws IOException {
        var ids = ids(opened);
        long bytes = 0;
        for (var id : ids) {
            bytes += size(opened, id + EVIDENCE) + size(opened, id + CHANGE);
        }
        while (!ids.isEmpty()
                && (ids.size() >= bounds.changes() || bytes > bounds.bytes() || isOld(opened, ids.getFirst(), now))) {
            var oldest = ids.removeFirst();
            bytes -= size(opened, oldest + EVIDENCE) + size(opened, oldest + CHANGE);
            opened.remove(oldest + CHANGE);
            opened.remove(oldest + EVIDENCE);
        }
    }

    /** The names of changes, oldest first; also of evidence whose change was never written. */
    private static List<String> ids(OutputFolder opened) throws IOException {
        return new ArrayList<>(opened.names().stream()
                .filter(name -> name.endsWith(CHANGE) || name.endsWith(EVIDENCE))
                .map(name -> name.substring(0, name.length() - (name.endsWith(CHANGE) ? CHANGE : EVIDENCE).length()))
                .distinct()
                .sorted()
                .toList());
    }

    private boolean isOld(OutputFolder opened, String id, Instant now) throws IOException {
        return opened.attributes(id + CHANGE)
                .map(file -> file.lastModifiedTime().toInstant())
                .filter(time -> time.isBefore(now.minus(bounds.age())))
                .isPresent();
    }

    private static long size(OutputFolder opened, String name) throws IOException {
        return opened.attributes(name).map(BasicFileAttributes::size).orElse(0L);
    }

    /** The changes, oldest first; what is no change of ours, or was cut off, is left out. */
    public List<PastChange> read() throws IOException {
        if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        var found = new ArrayList<PastChange>();
        try (var opened = OutputFolder.own(folder)) {
            for (var id : ids(opened)) {
                boolean evidence = opened.attributes(id + EVIDENCE).isPresent();
                if (opened.attributes(id + CHANGE).isPresent()) {
                    parse(
                            id,
                            opened.text(id + CHANGE, MOST_LINE),
                            evidence ? folder.resolve(id + EVIDENCE) + "" : "",
                            found);
                }
            }
        }
        return found;
    }

    private static String line(PastChange change) {
        return new Tabs()
                .line(
                        WORD,
                        change.at().toEpochMilli(),
                        change.condition(),
                        change.status(),
                        change.was(),
                        change.reason(),
                        change.code(),
                        change.message(),
                        "")
                .text();
    }

    private static void parse(String id, String text, String evidence, List<PastChange> into) {
        for (var parts : Tabs.lines(text, WORD, PARTS)) {
            try {
                var at = Instant.ofEpochMilli(Long.parseLong(parts.get(0)));
                into.add(new PastChange(
                        id,
                        at,
                        parts.get(1),
                        parts.get(2),
                        parts.get(3),
                        parts.get(4),
                        parts.get(5),
                        parts.get(6),
                        evidence));
            } catch (NumberFormatException e) {
                return; // no line of ours
            }
        }
    }

    /** Takes this many bytes and no more. */
    private static final class Bounded extends FilterOutputStream {
        private long left;

        Bounded(OutputStream out, long most) {
            super(out);
            this.left = most;
        }

        @Override
        public void write(int one) throws IOException {
            take(1);
            out.write(one);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            take(length);
            out.write(bytes, from, length);
        }

        private void take(int count) throws IOException {
            left -= count;
            if (left < 0) {
                throw new IOException("there is no room for it");
            }
        }
    }
}
