package io.nodethaw.cli;

import io.nodethaw.bus.BusSecond;
import io.nodethaw.bus.BusTraffic;
import io.nodethaw.bus.monitor.BusMonitor;
import io.nodethaw.bus.monitor.RecordingException;
import io.nodethaw.bus.monitor.Replay;
import io.nodethaw.file.OutputFolder;
import io.nodethaw.report.BusLine;
import io.nodethaw.report.TrafficReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What passes the bus, second by second? */
final class BusMonitorVerb implements Verb {
    private static final Option FOR =
            new Option('\0', "for", "DURATION", List.of(), "how long it is watched, 100ms to 1h; default until Ctrl-C");
    private static final Option RECORD = new Option(
            '\0',
            "record",
            "FILE",
            List.of(),
            "write all messages to a new file in pcap, for this program or wireshark");
    private static final Option REPLAY =
            new Option('\0', "replay", "FILE", List.of(), "read a recording instead of the bus; - is stdin");
    private static final Option BASELINE = new Option(
            '\0', "baseline", "FILE", List.of(), "a recording of a time that was well: tell what is missing now");

    private static final int COULD_NOT_ASK = 2;

    private static final Synopsis SYNOPSIS = new Synopsis(
            "bus monitor",
            "",
            Synopsis.Operands.NONE,
            0,
            0,
            List.of(),
            List.of("text", "json"),
            "what passes the bus: a line a second, then all of it",
            List.of(
                    "Messages by sender, interface and member; calls that are not answered, with their age and who made them; units that "
                            + "came and went; serials; errors. As root.",
                    "It takes messages at once. Where it cannot keep up, it leaves the bus before the bus has to keep them, and says so.",
                    "With json, each line is an object.",
                    "Exit codes: 0 done, 2 the bus or a file could not be read, or it had to leave."),
            List.of(
                    "nodethaw bus monitor",
                    "nodethaw bus monitor --for 60s --record well.pcap",
                    "nodethaw bus monitor --baseline well.pcap",
                    "nodethaw bus monitor --replay well.pcap -o json"),
            List.of(FOR, RECORD, REPLAY, BASELINE, Table.LIMIT));

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public int run(Invocation given) throws Failure, InterruptedException {
        var arguments = given.arguments();
        var output = given.output();
        var text = arguments.value(FOR);
        var time = text.isEmpty() ? Optional.<Duration>empty() : Optional.of(Durations.WATCHED.parse(text.get()));
        if (arguments.has(REPLAY) && (arguments.has(RECORD) || arguments.has(FOR))) {
            throw Failure.usage("--replay reads a file, which has its own time", "leave out --record and --for");
        }
        var traffic = arguments.has(REPLAY) ? replay(given) : live(given, time);
        output.print(new TrafficReport(traffic, output.tool()).print(output.format(), output.fitted()));
        return traffic.end().isEmpty() ? 0 : COULD_NOT_ASK;
    }

    private static void print(Invocation given, BusSecond second) {
        var output = given.output();
        output.print(new BusLine(second, output.tool()).print(output.format(), output.ink()));
    }

    private static BusTraffic replay(Invocation given) throws Failure {
        var file = given.arguments().value(REPLAY).orElseThrow();
        try (var in = open(file, given);
                var baseline = baseline(given)) {
            return Replay.read(in, optional(baseline, given), second -> print(given, second));
        } catch (RecordingException e) {
            throw Failure.noAnswer(
                    String.valueOf(e.getMessage()), file, "record one with: nodethaw bus monitor --record FILE");
        } catch (IOException | InvalidPathException e) {
            throw Failure.noAnswer(
                    "cannot be read: " + InputFile.reason(e), file, "check the name and its permissions");
        }
    }

    private static BusTraffic live(Invocation given, Optional<Duration> time) throws Failure, InterruptedException {
        var limit = given.arguments().limit();
        try (var baseline = baseline(given);
                var record = record(given)) {
            var settings = new BusMonitor.Settings(
                    time,
                    given.arguments().has(RECORD) ? Optional.of(record) : Optional.empty(),
                    optional(baseline, given),
                    () -> !given.output().isRead());
            return given.tools().bus().monitor(limit, settings, second -> print(given, second));
        } catch (RecordingException e) {
            throw Failure.noAnswer(
                    String.valueOf(e.getMessage()),
                    given.arguments().value(BASELINE).orElse(""),
                    "record one with: nodethaw bus monitor --record FILE");
        } catch (IOException e) {
            throw Failure.noAnswer(
                    "the bus cannot be watched: " + InputFile.reason(e),
                    "",
                    "only root may, and dbus since 1.9.10 knows how");
        }
    }

    private static InputStream open(String file, Invocation given) throws Failure, IOException {
        InputFile.refuseSpecial(file);
        return InputFile.open(file, given.stdin());
    }

    private static InputStream baseline(Invocation given) throws Failure {
        var file = given.arguments().value(BASELINE);
        if (file.isEmpty()) {
            return InputStream.nullInputStream();
        }
        try {
            return open(file.get(), given);
        } catch (IOException | InvalidPathException e) {
            throw Failure.noAnswer(
                    "cannot be read: " + InputFile.reason(e), file.get(), "check the name and its permissions");
        }
    }

    private static Optional<InputStream> optional(InputStream baseline, Invocation given) {
        return given.arguments().has(BASELINE) ? Optional.of(baseline) : Optional.empty();
    }

    /** A new file: whatever is there already is kept. */
    private static OutputStream record(Invocation given) throws Failure {
        var file = given.arguments().value(RECORD);
        if (file.isEmpty()) {
            return OutputStream.nullOutputStream();
        }
        try {
            var path = Path.of(file.get()).toAbsolutePath();
            var folder = path.getParent();
            if (file.get().isEmpty() || folder == null || !Files.isDirectory(folder)) {
                throw Failure.noAnswer(
                        "there is no such folder", file.get(), "name a new file in a folder that is there");
            }
            try (var opened = OutputFolder.open(folder)) {
                return Channels.newOutputStream(opened.begin(String.valueOf(path.getFileName())));
            }
        } catch (IOException | InvalidPathException e) {
            throw Failure.noAnswer("cannot be written: " + InputFile.reason(e), file.get(), "name a new file");
        }
    }
}
