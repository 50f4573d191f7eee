package io.nodethaw.cli;

import io.nodethaw.archive.Bounds;
import io.nodethaw.archive.Content;
import io.nodethaw.archive.Unpacking;
import io.nodethaw.archive.Visitor;
import io.nodethaw.format.FileFormat;
import io.nodethaw.format.Piece;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads what the command line names: files, folders with all below them, and archives with all that is in them. Of a folder or an
 * archive everything that is known is used; what is not is told, and is no failure.
 */
final class BroughtInput {
    private final List<FileFormat> formats;
    private final InputStream stdin;
    private final LeftOut leftOut;
    private final ReadProgress progress;
    private final Consumer<Piece> pieces;
    private final BroughtCaptures captures = new BroughtCaptures();
    private String brought = "";
    private long files;
    private long used;

    /** Files that were not even looked at, and why the first was not. */
    private long refused;

    private Optional<String> whyRefused = Optional.empty();
    private Optional<String> broken = Optional.empty();

    /** @param pieces takes each piece as soon as it is read */
    BroughtInput(
            List<FileFormat> formats,
            InputStream stdin,
            LeftOut leftOut,
            ReadProgress progress,
            Consumer<Piece> pieces) {
        this.formats = formats;
        this.stdin = stdin;
        this.leftOut = leftOut;
        this.progress = progress;
        this.pieces = pieces;
    }

    /** Reads a file, a folder, or stdin when it is named "-". */
    void read(String name) throws Failure {
        brought = name.equals("-") ? "stdin" : name;
        files = 0;
        used = 0;
        refused = 0;
        whyRefused = Optional.empty();
        broken = Optional.empty();
        if (name.isEmpty()) {
            throw Failure.noAnswer("no file has an empty name", "", "name the evidence, or - for stdin");
        }
        if (InputFile.isFolder(
                name)) { // the empty name is that of the current folder to Java, and of nothing to people
            var folder = BroughtFolder.of(name);
            folder.notes().forEach(leftOut::add);
            for (var file : folder.files()) {
                among(file);
            }
            refuseUnknown(name, "folder");
        } else if (one(name, false)) {
            refuseUnknown(name.equals("-") ? "stdin" : name, "archive");
        }
    }

    private void refuseUnknown(String name, String kind) throws Failure {
        if (used == 0 && broken.isPresent()) {
            throw Failure.noAnswer(
                    "cannot be read: " + broken.get(),
                    name,
                    "fetch it again, complete and still compressed, or unpack it and name what matters in it");
        }
        if (used == 0) {
            throw Failure.noAnswer(
                    "nothing known in it, of " + files + (files == 1 ? " file" : " files") + refused(),
                    name,
                    "name " + (kind.equals("archive") ? "an " : "a ") + kind
                            + " with goroutine dumps, lists of processes, kernel logs or logs of daemons");
        }
    }

    /** Why none of its files was looked at; nothing where one was. */
    private String refused() {
        return refused == files
                ? whyRefused
                        .map(why -> (files == 1 ? ": " : "; the first: ") + why)
                        .orElse("")
                : "";
    }

    /** A file of a folder. */
    private void among(String file) {
        try {
            one(file, true);
        } catch (Failure e) {
            leftOut.add(file, e.report().what());
        } catch (RuntimeException | StackOverflowError e) {
            leftOut.add(file, "cannot be read: " + e);
        }
    }

    /** Reads one file, and returns whether it is an archive. */
    private boolean one(String name, boolean among) throws Failure {
        InputFile.refuseSpecial(name);
        var shown = name.equals("-") ? "stdin" : name;
        var taking = new Taking(among);
        try (var in = InputFile.raw(name, stdin)) {
            Unpacking.walk(shown, progress.watching(shown, in), Bounds.USUAL, taking);
        } catch (IOException | InvalidPathException e) {
            throw unreadable(e, shown);
        }
        if (taking.failure.isPresent()) {
            throw taking.failure.get();
        }
        return taking.archive;
    }

    private static Failure unreadable(Exception e, String shown) {
        return e instanceof IOException io && Unreadable.isOfContent(io)
                ? Unreadable.content(io, shown)
                : Failure.noAnswer(
                        "cannot be read: " + InputFile.reason(e), shown, "check the name and its permissions");
    }

    /** Takes the files of one file that was named. */
    private final class Taking implements Visitor {
        private final boolean among;
        private Optional<Failure> failure = Optional.empty();
        private boolean archive;

        Taking(boolean among) {
            this.among = among;
        }

        @Override
        public void file(String name, Content content) {
            files++;
            progress.file();
            archive |= content.isWithinArchive();
            if (captures.isBeside(name)) {
                return;
            }
            if (!content.isWithinArchive()) {
                alone(name, content);
                return;
            }
            try {
                use(name, true, content);
            } catch (Failure e) {
                leftOut.add(name, e.report().what());
            } catch (RuntimeException | StackOverflowError e) {
                leftOut.add(name, "cannot be read: " + e);
            }
        }

        private void use(String name, boolean oneOfMany, Content content) throws Failure {
            var piece =
                    new BroughtFile(formats, name, oneOfMany, captures).read(content, captures.called(name, brought));
            if (piece.isPresent()) {
                pieces.accept(piece.get());
                used++;
            }
        }

        private void alone(String name, Content content) {
            try {
                use(name, among, content);
            } catch (Failure e) {
                failure = Optional.of(e);
            }
        }

        @Override
        public void leftOut(String name, String why) {
            files++;
            refused++;
            whyRefused = whyRefused.or(() -> Optional.of(why));
            archive = true;
            leftOut.add(name, why);
        }

        @Override
        public void broken(String name, String why) {
            archive = true;
            broken = Optional.of(why);
            leftOut.broken(name, why);
        }
    }
}
