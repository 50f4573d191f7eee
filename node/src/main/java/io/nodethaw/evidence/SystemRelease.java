package io.nodethaw.evidence;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which distribution a node runs (os-release(5)). One instance.
 *
 * @param id "debian"; absent, like the others, where the file does not tell
 * @param version "12"
 * @param name for people: "Debian GNU/Linux 12 (bookworm)"
 */
public record SystemRelease(Optional<String> id, Optional<String> version, Optional<String> name) {
    public static final FactType<SystemRelease> TYPE = new FactType<>("system-release", SystemRelease.class);

    public SystemRelease {
        id = id.map(Foreign::cut);
        version = version.map(Foreign::cut);
        name = name.map(Foreign::cut);
    }

    /** Reads the text of the file. */
    public static SystemRelease parse(String text) {
        return new SystemRelease(value(text, "ID"), value(text, "VERSION_ID"), value(text, "PRETTY_NAME"));
    }

    private static Optional<String> value(String text, String name) {
        var line = Pattern.compile("(?m)^" + name + "=([\"']?)(.*?)\\1\\s*$").matcher(text);
        return line.find() ? Optional.of(line.group(2)).filter(value -> !value.isEmpty()) : Optional.empty();
    }
}
