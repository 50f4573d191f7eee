package io.nodethaw.cli;

import io.nodethaw.evidence.EvidenceFormatException;
import io.nodethaw.format.FileFormat;
import io.nodethaw.format.FileFormatException;
import io.nodethaw.format.Head;
import io.nodethaw.format.Piece;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;

/** A file that the command line names: recognises its kind by its content, and reads it. */
final class BroughtFile {
    /**
     * Index of the format that gets a file which no format recognises and that is no text, to say what is wrong with it: saved
     * evidence, because that is what is asked for. A text may tell something further down, and the last format looks for it.
     */
    private static final int OTHERWISE = 0;

    private final List<FileFormat> formats;
    private final String name;

    /** @param formats the first and the last one get files that none recognises */
    BroughtFile(List<FileFormat> formats, String name) {
        this.formats = formats;
        this.name = name;
    }

    /** Reads the file, or stdin when it is named "-". */
    Piece read(InputStream stdin) throws Failure {
        if (name.isEmpty()) {
            throw Failure.noAnswer("no file has an empty name", "", "name the evidence, or - for stdin");
        }
        if (InputFile.isFolder(name)) {
            throw Failure.noAnswer(
                    "cannot be read: Is a directory", name, "name a file in it that --save-evidence wrote, or a dump");
        }
        InputFile.refuseSpecial(name);
        try (var in = new BufferedInputStream(InputFile.open(name, stdin), 1 << 16)) {
            var head = Head.of(in);
            return format(head).read(in, shown());
        } catch (EvidenceFormatException e) {
            throw Failure.noAnswer(String.valueOf(e.getMessage()), "", "");
        } catch (FileFormatException e) {
            throw Failure.noAnswer(String.valueOf(e.getMessage()), shown(), e.next());
        } catch (EOFException | ZipException e) {
            throw Failure.noAnswer(
                    "cannot be read: " + InputFile.reason(e), shown(), "fetch it again, complete and still compressed");
        } catch (IOException | InvalidPathException e) {
            throw Failure.noAnswer(
                    "cannot be read: " + InputFile.reason(e), shown(), "check the name and its permissions");
        }
    }

    private FileFormat format(Head head) throws Failure {
        var other = InputKind.of(head);
        if (other.isPresent()) {
            throw Failure.noAnswer(
                    "no evidence: it is " + other.get().what(),
                    shown(),
                    other.get().next());
        }
        var known = formats.stream().filter(format -> format.recognises(head)).findFirst();
        if (known.isPresent()) {
            return known.get();
        }
        var stacks = head.isJson() ? Optional.<NoDump>empty() : NoDump.known(head.text());
        if (stacks.isPresent()) {
            throw Failure.noAnswer(
                    "no evidence: it is " + stacks.get().what(),
                    shown(),
                    stacks.get().next());
        }
        return head.isText() ? formats.getLast() : formats.get(OTHERWISE);
    }

    private String shown() {
        return name.equals("-") ? "stdin" : name;
    }
}
