package io.nodethaw.capture;

import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.EvidenceJson;
import io.nodethaw.evidence.Machine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of a node, to be packed.
 *
 * @param evidence of the look
 * @param besides what was read only for people; no verdict rests on it
 * @param redacted true where names, ids and addresses were replaced in both
 * @param leftOut what is known to be missing already
 */
public record Capture(Evidence evidence, Evidence besides, boolean redacted, List<LeftOut> leftOut) {
    /** Names of files have less than 100 characters in a header of tar, and this is a part of each. */
    private static final int NAME_LENGTH = 30;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** What the list, the sums and the headers of tar take when packed, and more. */
    private static final long ROOM = 16 << 10;

    public Capture {
        leftOut = List.copyOf(leftOut);
    }

    /** "nodethaw-NODE-20261130T101200Z": the name of its folder, and of its file without what tells its kind. */
    public String name() {
        var host = evidence.seen(Machine.TYPE).flatMap(Machine::hostName).orElse("");
        var safe = host.replaceAll("[^A-Za-z0-9.-]", "-").replaceAll("^[.-]+", "");
        var node = safe.isEmpty() ? "node" : safe.substring(0, Math.min(NAME_LENGTH, safe.length()));
        return "nodethaw-" + node + "-" + TIME.format(evidence.at());
    }

    /**
     * The archive, in pieces.
     *
     * @param most bytes; what does not fit is left out, and listed
     * @param tool name and version of this program
     * @throws IOException when not even the most important readings fit
     */
    public List<byte[]> pack(EvidenceJson codec, String tool, long most) throws IOException {
        var left = new ArrayList<>(leftOut);
        var files = new ArrayList<Packed>();
        long room = most - ROOM;
        files.add(evidence(codec, tool, room, left));
        room -= files.getFirst().bytes().length;
        for (var attachment : Attachments.of(evidence, besides, left)) {
            try {
                var packed = Packed.of(attachment, room);
                room -= packed.bytes().length;
                files.add(packed);
            } catch (Packed.NoRoomException e) {
                left.add(new LeftOut(attachment.name(), "no room in " + most + " bytes"));
            }
        }
        var manifest = Manifest.text(tool, evidence.at(), redacted, files, left);
        files.addFirst(Packed.of(Attachment.of(Layout.MANIFEST, "", manifest), most));
        files.add(Packed.of(Attachment.of(Layout.SUMS, "", sums(files)), most));
        return archive(files);
    }

    /** Of evidence that does not fit the largest readings are left out. */
    private Packed evidence(EvidenceJson codec, String tool, long room, List<LeftOut> left) throws IOException {
        try {
            return Packed.of(evidence(codec, tool, evidence), room);
        } catch (Packed.NoRoomException e) {
            left.add(new LeftOut("the largest readings of " + Layout.EVIDENCE, "no room for them"));
            return Packed.of(evidence(codec, tool, codec.shortened(evidence, room)), room);
        }
    }

    private static Attachment evidence(EvidenceJson codec, String tool, Evidence evidence) {
        return new Attachment(Layout.EVIDENCE, "all readings of the look", out -> codec.write(evidence, tool, out));
    }

    private static String sums(List<Packed> files) {
        var text = new StringBuilder();
        files.forEach(
                file -> text.append(file.sum()).append("  ").append(file.name()).append('\n'));
        return text.toString();
    }

    private List<byte[]> archive(List<Packed> files) throws IOException {
        var pieces = new ArrayList<byte[]>();
        var between = new ByteArrayOutputStream();
        for (var file : files) {
            between.writeBytes(header(file));
            pieces.add(Packed.member(between.toByteArray()));
            pieces.add(file.bytes());
            between.reset();
            between.writeBytes(new byte[TarHeader.padding(file.size())]);
        }
        between.writeBytes(new byte[2 * TarHeader.BLOCK]); // the end of the archive
        pieces.add(Packed.member(between.toByteArray()));
        return pieces;
    }

    private byte[] header(Packed file) {
        return TarHeader.of(name() + "/" + file.name(), file.size(), at());
    }

    private Instant at() {
        return evidence.at();
    }
}
