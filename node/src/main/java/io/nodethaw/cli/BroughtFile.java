package io.nodethaw.cli;

import io.nodethaw.archive.Content;
import io.nodethaw.archive.Unpacking;
import io.nodethaw.evidence.EvidenceFormatException;
import io.nodethaw.format.FileFormat;
import io.nodethaw.format.FileFormatException;
import io.nodethaw.format.Head;
import io.nodethaw.format.Piece;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A file that somebody brought, unpacked: recognises its kind by its content, and reads it. */
final class BroughtFile {
    /**
     * Index of the format that gets a file which no format recognises and that is no text, to say what is wrong with it: saved
     * evidence, because that is what is asked for. A text may tell something further down, and the last format looks for it.
     */
    private static final int OTHERWISE = 0;

    /** What stdin is called, which is no file. */
    private static final String STDIN = "stdin";

    private final List<FileFormat> formats;
    private final String name;
    private final boolean among;
    private final BroughtCaptures captures;

    /**
     * @param formats the first and the last one get files that none recognises
     * @param name as a person knows it
     * @param among true for one of the files of a bundle, most of which tell nothing
     * @param captures gets the list of a capture
     */
    BroughtFile(List<FileFormat> formats, String name, boolean among, BroughtCaptures captures) {
        this.formats = formats;
        this.name = name;
        this.among = among;
        this.captures = captures;
    }

    /**
     * Reads it; where it breaks off, as far as it goes.
     *
     * @param called how its piece is called
     * @return empty for the list of a capture
     */
    Optional<Piece> read(Content content, String called) throws Failure {
        var head = new Head("");
        try (var in = new BufferedInputStream(content, 1 << 16)) {
            head = Head.of(in);
            if (head.text().isEmpty() && content.broken().isPresent()) {
                throw Unreadable.content(content.broken().get(), name);
            }
            if (captures.isList(name, head)) {
                return Optional.empty();
            }
            var format = format(head);
            var piece = content.isPacked() || name.equals(STDIN)
                    ? format.read(in, called)
                    : format.read(Path.of(name), in, called);
            return Optional.of(content.broken()
                    .map(why -> piece.brokenOff(Unpacking.why(why)))
                    .orElse(piece));
        } catch (EvidenceFormatException e) {
            throw content.broken()
                    .map(why -> Unreadable.content(why, name))
                    .orElseGet(() -> Failure.noAnswer(String.valueOf(e.getMessage()), "", ""));
        } catch (FileFormatException e) {
            throw content.broken().map(why -> Unreadable.content(why, name)).orElse(nothing(head, e));
        } catch (IOException e) {
            throw Failure.noAnswer(
                    "cannot be read: " + InputFile.reason(e), name, "check the name and its permissions");
        }
    }

    /** Of a file that was named alone it is said what else it may be. */
    private Failure nothing(Head head, FileFormatException why) {
        if (head.text().isEmpty()) {
            return other(InputKind.of(head).orElseThrow());
        }
        var stacks = head.isJson() || among ? Optional.<NoDump>empty() : NoDump.known(head.text());
        return stacks.map(this::other)
                .orElseGet(() -> Failure.noAnswer(String.valueOf(why.getMessage()), name, why.next()));
    }

    private Failure other(NoDump kind) {
        return Failure.noAnswer("no evidence: it is " + kind.what(), name, kind.next());
    }

    private Failure other(InputKind kind) {
        return Failure.noAnswer("no evidence: it is " + kind.what(), name, kind.next());
    }

    /** The last format gets every text, because something that is known may stand further down in it. */
    private FileFormat format(Head head) throws Failure, FileFormatException {
        var other = InputKind.of(head)
                .filter(_ -> !head.text().isEmpty()); // where nothing stands, something may follow from that
        if (other.isPresent()) {
            throw other(other.get());
        }
        if (head.isText()) {
            return formats.getLast();
        }
        var known = formats.stream().filter(format -> format.recognises(head)).findFirst();
        var stacks = known.isPresent() ? Optional.<NoDump>empty() : NoDump.known(head.text());
        if (stacks.isPresent()) {
            throw other(stacks.get());
        }
        if (known.isEmpty() && among) {
            throw Failure.noAnswer("nothing known in it", name, "");
        }
        if (known.isEmpty() && !head.isJson()) {
            throw new FileFormatException(
                    "no evidence: neither a text nor an archive nor a core",
                    "name goroutine dumps, lists of processes, kernel logs or logs of daemons, packed or not");
        }
        return known.orElse(formats.get(OTHERWISE));
    }
}
