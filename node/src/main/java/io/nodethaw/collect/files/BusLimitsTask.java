package io.nodethaw.collect.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.child.Question;
import io.nodethaw.collect.child.ReaderTask;
import io.nodethaw.collect.child.Subject;
import io.nodethaw.collect.source.InChild;
import io.nodethaw.evidence.BusLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads {@link BusLimits} in the reader child, since the files may lie on a disk that does not answer. Files are read in the order in
 * which dbus-daemon includes them (bus/system.conf.in), and each one changes what those before it have set (bus/config-parser.c,
 * include_file).
 */
public final class BusLimitsTask {
    private static final String TASK = "bus-limits";

    /** The most bytes of a file; they have some thousand. */
    private static final int MOST_BYTES = 1 << 20;

    /** The most files of a folder: one for each service that has a policy. */
    private static final int MOST_FILES = 1000;

    private static final Pattern COMMENT = Pattern.compile("<!--.*?(-->|\\z)", Pattern.DOTALL);
    private static final Pattern LIMIT =
            Pattern.compile("<limit\\s+name\\s*=\\s*[\"']([a-z_]{1,100})[\"']\\s*>\\s*([0-9]{1,18})\\s*</limit\\s*>");

    private final Host host;
    private final List<BusLimits.Limit> limits = new ArrayList<>();

    private BusLimitsTask(Host host) {
        this.host = host;
    }

    static InChild<BusLimits> source(Host host) {
        return new InChild<>(
                BusLimits.TYPE,
                "`system.conf` and `system.d` of dbus below `/usr/share` and `/etc`, when a user has many connections to the bus, and by "
                        + "`forecast` and `bus list`: which limits it sets",
                TASK,
                () -> task(host),
                _ -> Optional.of(question()));
    }

    /** Asks the reader child for them. */
    public static Question<BusLimits> question() {
        return new Question<>(
                BusLimits.TYPE,
                "",
                "read of the configuration of dbus",
                Subject.machine(),
                TASK,
                List.of(),
                BusLimitsTask::decode);
    }

    static ReaderTask task(Host host) {
        return _ -> {
            var files = new BusLimitsTask(host);
            files.file("/usr/share/dbus-1/system.conf");
            files.file("/etc/dbus-1/system.conf");
            files.folder("/usr/share/dbus-1/system.d");
            files.folder("/etc/dbus-1/system.d");
            files.file("/etc/dbus-1/system-local.conf");
            return encode(files.limits);
        };
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
            limits.add(new BusLimits.Limit(found.group(1), Long.parseLong(found.group(2)), path));
        }
    }

    private static String text(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return ""; // a fifo would keep us waiting
        }
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MOST_BYTES), UTF_8);
        }
    }

    private static byte[] encode(List<BusLimits.Limit> limits) {
        var text = new StringBuilder();
        limits.forEach(limit -> text.append(limit.name())
                .append(' ')
                .append(limit.value())
                .append(' ')
                .append(limit.file())
                .append('\n'));
        return text.toString().getBytes(UTF_8);
    }

    static BusLimits decode(byte[] answer) throws IOException {
        var limits = new ArrayList<BusLimits.Limit>();
        for (var line : new String(answer, UTF_8).lines().toList()) {
            var parts = line.split(" ", 3);
            try {
                limits.add(new BusLimits.Limit(parts[0], Long.parseLong(parts[1]), parts[2]));
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                throw new IOException("name, number and file expected, found '" + line + "'", e);
            }
        }
        return BusLimits.of(limits);
    }
}
