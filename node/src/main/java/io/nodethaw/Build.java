package io.nodethaw;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which build this is, as the build wrote it beside the classes.
 *
 * @param version the release, such as {@code 0.1.0}
 * @param commit the git commit it was built from, with {@code -dirty} when files were changed; {@code unknown} outside a
 *     checkout
 */
public record Build(String version, String commit) {

    /** Reads the resource that the build made; one small file of the jar. */
    public static Build current() {
        var written = new Properties();
        try (var file = Build.class.getResourceAsStream("build.properties")) {
            if (file != null) written.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException("build.properties cannot be read from the jar; unpack the archive again", e);
        }
        return new Build(written.getProperty("version", "unknown"), written.getProperty("commit", "unknown"));
    }

    /** Release and commit: "0.1.0 (6c5524a)". */
    public String text() {
        return version + " (" + commit + ")";
    }

    @Override
    public String toString() {
        return "nodethaw " + text();
    }
}
