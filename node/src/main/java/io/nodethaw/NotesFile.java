package io.nodethaw;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodethaw.evidence.Key;
import io.nodethaw.file.OutputFolder;
import io.nodethaw.look.Note;
import io.nodethaw.look.Notes;
import io.nodethaw.wait.Vertex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * Notes in a file that only root may read or write: boot and pid namespace in the first line, then one note per line, with
 * parts separated by tabs. A pid means something only in its own namespace, so a look from another namespace finds no notes,
 * and replaces these by its own. Notes that cannot be read or written count as lost.
 */
final class NotesFile implements Notes {
    private static final String NAME = "asked";

    /** Room for 256 notes of 200 bytes, and more than twice that. */
    private static final int MOST_BYTES = 128 << 10;

    /** The longest note: a longer one is not kept. */
    private static final int MOST_CHARACTERS = 400;

    private static final Pattern PART = Pattern.compile("[^\\p{Cntrl}]*");
    private static final int PARTS = 7;

    private final Path folder;
    private final LongSupplier pidNamespace;

    /**
     * The notes of one pid namespace.
     *
     * @param folder made when there is something to keep: /run/nodethaw
     * @param pidNamespace tells the inode of the pid namespace whose processes are looked at; called when there are notes to
     *     read or keep. 0 when it could not be read: then no notes are read or kept
     */
    NotesFile(Path folder, LongSupplier pidNamespace) {
        this.folder = folder;
        this.pidNamespace = pidNamespace;
    }

    private Optional<String> head(String bootId) {
        long inode = pidNamespace.getAsLong();
        return inode == 0 ? Optional.empty() : Optional.of(bootId + "\t" + inode);
    }

    @Override
    public List<Note> of(String bootId) {
        if (Files.notExists(folder.resolve(NAME), LinkOption.NOFOLLOW_LINKS)) {
            return List.of(); // no folder is made on a healthy node
        }
        var head = head(bootId);
        if (head.isEmpty()) {
            return List.of();
        }
        try (var opened = OutputFolder.own(folder)) {
            var lines = opened.text(NAME, MOST_BYTES).split("\n", -1);
            var found = new ArrayList<Note>();
            for (int i = 1; i < lines.length && lines[0].equals(head.get()); i++) {
                parse(lines[i]).ifPresent(found::add);
            }
            return found;
        } catch (IOException e) {
            return List.of();
        }
    }

    private static Optional<Note> parse(String line) {
        var parts = line.split("\t", -1);
        if (parts.length != PARTS) {
            return Optional.empty();
        }
        try {
            var holder = new Vertex.Process(Integer.parseInt(parts[2]), Long.parseLong(parts[3]));
            double asked = Double.parseDouble(parts[4]);
            return Double.isFinite(asked)
                    ? Optional.of(new Note(new Key(parts[0], parts[1]), holder, asked, parts[5], parts[6]))
                    : Optional.empty();
        } catch (IllegalArgumentException e) { // not a number, or one that no process can have
            return Optional.empty();
        }
    }

    @Override
    public void keep(String bootId, List<Note> notes) {
        var head = head(bootId);
        if (head.isEmpty()) {
            return;
        }
        var text = new StringBuilder(head.get()).append('\n');
        for (var note : notes) {
            line(note).ifPresent(line -> text.append(line).append('\n'));
        }
        if (text.toString().getBytes(UTF_8).length > MOST_BYTES) {
            return;
        }
        try (var opened = OutputFolder.own(folder)) {
            opened.removeOldParts();
            opened.writeText(NAME, text.toString());
        } catch (IOException e) {
            return; // the next look asks again
        }
    }

    private static Optional<String> line(Note note) {
        var parts = List.of(
                note.question().fact(),
                note.question().instance(),
                Integer.toString(note.holder().pid()),
                Long.toString(note.holder().startTicks()),
                String.format(Locale.ROOT, "%.2f", note.asked()),
                note.still(),
                note.sign());
        var line = String.join("\t", parts);
        return line.length() <= MOST_CHARACTERS
                        && parts.stream().allMatch(part -> PART.matcher(part).matches())
                ? Optional.of(line)
                : Optional.empty();
    }
}
