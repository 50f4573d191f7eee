package io.nodethaw.heal;

import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.EvidenceJson;
import io.nodethaw.file.OutputFolder;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.zip.GZIPOutputStream;

/**
 * Keeps the evidence that an act rests on, compressed, in a folder below /run. Room is limited there: evidence that does not
 * fit is stored without its largest readings.
 *
 * @param folder made when it is first needed: /run/nodethaw
 * @param codec knows every fact
 * @param tool name and version of this program
 */
public record EvidenceStore(Path folder, EvidenceJson codec, String tool) {
    private static final long MEBIBYTE = 1 << 20;

    /** The most files that are kept. Evidence of a big node has some megabytes, a tenth of that when compressed. */
    private static final int KEPT = 8;

    /** The most bytes that are kept when a new file is written. */
    private static final long KEPT_BYTES = 16 * MEBIBYTE;

    private static final long MOST_BYTES = 8 * MEBIBYTE;
    private static final long LEAST_BYTES = MEBIBYTE / 4;

    /**
     * Room left free for the node itself: PID 1 refuses to execute itself anew with less than 16 MiB (docs/decisions/0019);
     * this is a little more.
     */
    private static final long LEFT_FREE = 18 * MEBIBYTE;

    private static final String PREFIX = "evidence-";

    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern(
                    "'" + PREFIX + "'yyyyMMdd'T'HHmmss.SSS'Z.json.gz'")
            .withZone(ZoneOffset.UTC);

    /**
     * Saves and syncs the evidence; returns the file. The oldest files are removed when there are too many, or they are too
     * large.
     */
    Path save(Evidence evidence) throws IOException {
        var name = NAME.format(evidence.at());
        try (var opened = OutputFolder.own(folder)) {
            opened.removeOldParts();
            prune(opened);
            long free = Files.getFileStore(folder).getUsableSpace();
            if (free < 2 * LEAST_BYTES) {
                throw new IOException(folder + " has no room: " + free + " bytes are free");
            }
            long room = Math.clamp(free - LEFT_FREE, LEAST_BYTES, MOST_BYTES);
            write(opened, name, evidence, room);
        }
        return folder.resolve(name);
    }

    private void write(OutputFolder opened, String name, Evidence evidence, long room) throws IOException {
        try {
            opened.write(name, file -> pack(evidence, file, room));
        } catch (NoRoomException e) {
            var shorter = codec.shortened(
                    evidence, room / 2); // characters, most of which are one byte; and the file is compressed
            opened.write(name, file -> pack(shorter, file, room));
        }
    }

    private void pack(Evidence evidence, FileChannel file, long room) throws IOException {
        var packed = new GZIPOutputStream(new Bounded(Channels.newOutputStream(file), room), 1 << 16);
        codec.write(evidence, tool, new BufferedWriter(new OutputStreamWriter(packed, StandardCharsets.UTF_8)));
        packed.finish();
    }

    private static void prune(OutputFolder opened) throws IOException {
        var kept = new ArrayList<>(opened.names().stream()
                .filter(name -> name.startsWith(PREFIX))
                .sorted()
                .toList());
        long bytes = 0;
        for (var name : kept) {
            bytes += size(opened, name);
        }
        while (!kept.isEmpty() && (kept.size() >= KEPT || bytes > KEPT_BYTES)) {
            bytes -= size(opened, kept.getFirst());
            opened.remove(kept.removeFirst());
        }
    }

    private static long size(OutputFolder opened, String name) throws IOException {
        return opened.attributes(name).map(BasicFileAttributes::size).orElse(0L);
    }

    /** The compressed evidence is larger than the room for it. */
    private static final class NoRoomException extends IOException {
        private static final long serialVersionUID = 1;

        NoRoomException() {
            super("there is no room for it");
        }
    }

    /** Takes this many bytes and no more. */
    private static final class Bounded extends OutputStream {
        private final OutputStream out;
        private long left;

        Bounded(OutputStream out, long most) {
            this.out = out;
            this.left = most;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            left -= length;
            if (left < 0) {
                throw new NoRoomException();
            }
            out.write(bytes, from, length);
        }
    }
}
