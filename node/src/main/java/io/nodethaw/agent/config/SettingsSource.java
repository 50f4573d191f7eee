package io.nodethaw.agent.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodethaw.agent.Settings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Where the settings come from: a file, with the command line over it. It can be read again and again. Reading may hang with the file's
 * disk.
 *
 * @param file of YAML
 * @param needed false where it may be missing
 * @param line what the command line gives
 * @param curable codes of the findings that a cure answers
 */
public record SettingsSource(Path file, boolean needed, Given line, Supplier<Set<String>> curable) {
    private static final int MOST_BYTES = 64 << 10;

    /** What comes of reading them. */
    public sealed interface Read {
        /** They can be used. */
        record Good(Settings settings) implements Read {}

        /** They cannot; all that is wrong is told. */
        record Bad(List<Problem> problems) implements Read {
            public Bad {
                problems = List.copyOf(problems);
            }
        }
    }

    /** Reads them. */
    public Read read() {
        try {
            var text = text();
            if (text.isBlank()) {
                return new Read.Good(line.settings()); // the library need not be loaded
            }
            var read = SettingsText.parse(text, curable);
            return read.problems().isEmpty()
                    ? new Read.Good(line.over(read.given()).settings())
                    : new Read.Bad(read.problems());
        } catch (CharacterCodingException e) {
            return bad("it is no text in UTF-8");
        } catch (NoSuchFileException e) {
            return needed ? bad("there is no such file") : new Read.Good(line.settings());
        } catch (AccessDeniedException e) {
            return bad("it may not be read");
        } catch (IOException e) {
            return bad("it cannot be read: " + e.getMessage());
        }
    }

    private static Read bad(String what) {
        return new Read.Bad(List.of(new Problem(0, what)));
    }

    private String text() throws IOException {
        try (var in = Files.newInputStream(file)) {
            var bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IOException("more than " + (MOST_BYTES >> 10) + " KiB are no settings");
            }
            if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_WRITE)) {
                throw new IOException("everybody may write it, so nobody can rely on it: "
                        + PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            }
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        }
    }
}
