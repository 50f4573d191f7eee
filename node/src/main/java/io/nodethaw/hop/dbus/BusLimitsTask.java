package io.nodethaw.hop.dbus;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.child.Question;
import io.nodethaw.collect.child.ReaderTask;
import io.nodethaw.collect.child.Subject;
import io.nodethaw.collect.source.InChild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads {@link BusLimits} in the reader child, since the files may lie on a disk that does not answer. dbus-daemon reads
 * /usr/share/dbus-1/system.conf, which includes the others (bus/system.conf.in); the last limit counts (bus/config-parser.c).
 */
final class BusLimitsTask {
    private static final String TASK = "bus-limits";

    /** max_connections_per_user where no file names it (bus/config-parser.c, bus_config_parser_new). */
    private static final long USUAL = 256;

    /** Longer files are not those of dbus. */
    private static final long LONGEST = 1 << 20;

    private static final Pattern COMMENT = Pattern.compile("(?s)<!--.*?-->");

    private static final Pattern LIMIT =
            Pattern.compile("<limit\\s+name\\s*=\\s*[\"']max_connections_per_user[\"']\\s*>\\s*(\\d{1,9})\\s*</limit>");

    private BusLimitsTask() {}

    static InChild<BusLimits> source(Host host) {
        return new InChild<>(
                BusLimits.TYPE,
                "`system.conf` and `system.d` of dbus below `/usr/share` and `/etc`, when a user has many connections to the bus, and by "
                        + "`forecast`: how many it may have",
                TASK,
                () -> task(host),
                _ -> Optional.of(question()));
    }

    private static Question<BusLimits> question() {
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
            long limit = USUAL;
            for (var file : files(host)) {
                limit = limit(file).orElse(limit);
            }
            return Long.toString(limit).getBytes(ISO_8859_1);
        };
    }

    /** In the order in which they are read. */
    private static List<Path> files(Host host) throws IOException {
        var files = new ArrayList<Path>();
        for (var folder : List.of("/usr/share/dbus-1", "/etc/dbus-1")) {
            var root = host.onNode(folder);
            files.add(root.resolve("system.conf"));
            var more = root.resolve("system.d");
            if (Files.isDirectory(more)) {
                try (var names = Files.list(more)) {
                    names.filter(name -> name.toString().endsWith(".conf"))
                            .sorted()
                            .forEach(files::add);
                }
            }
        }
        files.add(host.onNode("/etc/dbus-1/system-local.conf"));
        return files;
    }

    private static Optional<Long> limit(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > LONGEST) {
            return Optional.empty();
        }
        var text = COMMENT.matcher(Files.readString(file, ISO_8859_1)).replaceAll("");
        return LIMIT.matcher(text).results().reduce((_, later) -> later).map(found -> Long.parseLong(found.group(1)));
    }

    private static BusLimits decode(byte[] answer) throws IOException {
        var text = new String(answer, ISO_8859_1);
        try {
            return new BusLimits(Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw new IOException("a number expected, found '" + text + "'", e);
        }
    }
}
