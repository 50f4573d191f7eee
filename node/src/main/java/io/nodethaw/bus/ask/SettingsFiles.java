package io.nodethaw.bus.ask;

import io.nodethaw.bus.BusSettings;
import io.nodethaw.collect.Host;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads the limits in the configuration of the system bus. Files are read in the order in which dbus-daemon includes them, and each
 * one changes what those before it have set (bus/config-parser.c, include_file).
 */
final class SettingsFiles {
    /** The most bytes of a file; they have some thousand. */
    private static final int MOST_BYTES = 1 << 20;

    /** The most files of a folder: one for each service that has a policy. */
    private static final int MOST_FILES = 1000;

    private static final Pattern COMMENT = Pattern.compile("<!--.*?(-->|\\z)", Pattern.DOTALL);
    private static final Pattern LIMIT =
            Pattern.compile("<limit\\s+name\\s*=\\s*[\"']([a-z_]{1,100})[\"']\\s*>\\s*([0-9]{1,18})\\s*</limit\\s*>");

    private final Host host;
    private final List<BusSettings.Limit> limits = new ArrayList<>();

    private SettingsFiles(Host host) {
        this.host = host;
    }

    /** Reads them; they may lie on a disk that hangs. */
    static BusSettings read(Host host) throws IOException {
        var files = new SettingsFiles(host);
        files.file("/usr/share/dbus-1/system.conf");
        files.file("/etc/dbus-1/system.conf");
        files.folder("/usr/share/dbus-1/system.d");
        files.folder("/etc/dbus-1/system.d");
        files.file("/etc/dbus-1/system-local.conf");
        return new BusSettings(files.limits);
    }

    private void folder(String folder) throws IOException {
        try (var all = Files.newDirectoryStream(host.onNode(folder), "*.conf")) {
            var names = new ArrayList<String>();
            for (var file : all) {
                if (names.size() < MOST_FILES) {
                    names.add(String.valueOf(file.getFileName()));
                }
            }
            names.sort(null);
            for (var name : names) {
                file(folder + "/" + name);
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return; // not every distribution has it
        }
    }

    private void file(String path) throws IOException {
        var text = text(host.onNode(path));
        var found = LIMIT.matcher(COMMENT.matcher(text).replaceAll(" "));
        while (found.find()) {
            limits.add(new BusSettings.Limit(found.group(1), Long.parseLong(found.group(2)), path));
        }
    }

    private static String text(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return "";
        }
    }
}
