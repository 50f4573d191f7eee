package io.nodethaw.cli;

import io.nodethaw.archive.Bounds;
import io.nodethaw.archive.Content;
import io.nodethaw.archive.Unpacking;
import io.nodethaw.archive.Visitor;
import io.nodethaw.core.CoreBytes;
import io.nodethaw.core.CoreReader;
import io.nodethaw.core.FileBytes;
import io.nodethaw.core.PackedBytes;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A core that the command line names: a file that is read by offset, or one that is packed, whose content is then kept in memory.
 *
 * @param path of a file that other programs can read too; empty where the core is packed
 */
record CoreFile(String name, Optional<Path> path, InputStream stdin, Output output) {
    /** Enough of a file to tell that it is a core. */
    private static final int HEAD = 18;

    /** A core is mostly zeros where a daemon has reserved memory, and packs any number of times. */
    private static final Bounds BOUNDS = new Bounds(64L << 30, 1_000_000, 1L << 30, 10_000, 4);

    static CoreFile of(String name, InputStream stdin, Output output) throws Failure {
        InputFile.refuseSpecial(name);
        if (InputFile.isFolder(name)) {
            throw Failure.noAnswer("it is a folder", name, "name a core in it");
        }
        var path = name.equals("-") ? Optional.<Path>empty() : plain(name);
        return new CoreFile(name, path, stdin, output);
    }

    /** Its path, unless it is packed or no file that can be read. */
    private static Optional<Path> plain(String name) throws Failure {
        try (var in = Files.newInputStream(Path.of(name))) {
            var head = in.readNBytes(HEAD);
            boolean elf = head.length < HEAD || head[0] == 0x7f && head[1] == 'E';
            return elf ? Optional.of(Path.of(name)) : Optional.empty();
        } catch (IOException | InvalidPathException e) {
            throw Failure.noAnswer(
                    "cannot be read: " + InputFile.reason(e), name, "check the name and its permissions");
        }
    }

    CoreBytes open() throws IOException, Failure {
        return path.isPresent() ? FileBytes.open(path.get()) : unpacked();
    }

    private CoreBytes unpacked() throws IOException, Failure {
        var taking = new Taking();
        try (var in = new ReadProgress(output::progress).watching(name, InputFile.raw(name, stdin))) {
            Unpacking.walk(name, in, BOUNDS, taking);
        }
        if (taking.failure.isPresent()) {
            throw taking.failure.get();
        }
        return taking.core.orElseThrow(
                () -> Failure.noAnswer("no core in it", name, "name an ELF core, as it is or packed"));
    }

    /** Takes the first core of what is packed. */
    private static final class Taking implements Visitor {
        private Optional<CoreBytes> core = Optional.empty();
        private Optional<IOException> failure = Optional.empty();

        @Override
        public void file(String name, Content content) {
            if (core.isPresent() || failure.isPresent()) {
                return;
            }
            try (var in = new BufferedInputStream(content, 1 << 16)) {
                in.mark(HEAD);
                var head = in.readNBytes(HEAD);
                in.reset();
                if (CoreReader.isCore(head)) {
                    core = Optional.of(PackedBytes.of(in));
                }
            } catch (IOException e) {
                failure = Optional.of(e);
            }
        }

        @Override
        public void leftOut(String name, String why) {}

        @Override
        public void broken(String archive, String why) {}
    }
}
