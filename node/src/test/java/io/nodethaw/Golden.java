package io.nodethaw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares a text with the file that says what it should be; {@code make golden} writes the file instead. */
public final class Golden {
    private Golden() {}

    /** Fails when the file differs or is missing, unless it is to be rewritten. */
    public static void check(Path file, String actual) {
        try {
            if (Boolean.getBoolean("golden.rewrite")) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, actual);
            }
            assertThat(file).as("make golden writes this file").exists();
            assertThat(actual).as(file + ": make golden accepts the new text").isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A path from the top of the repository; tests run in the folder of their module. */
    public static Path repository(String path) {
        return Path.of("..").resolve(path);
    }
}
