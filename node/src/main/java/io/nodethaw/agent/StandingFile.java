package io.nodethaw.agent;

import io.nodethaw.collect.Host;
import io.nodethaw.file.OutputFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The file in memory in which the agent says after each look how the node is, for whoever asks it without a look of its own. */
public final class StandingFile implements Follower {
    private static final String NAME = "agent";
    private static final int MOST_BYTES = 16 << 10;
    private static final double MILLIS = 1e3;

    private final Host host;
    private final Path folder;
    private final Supplier<Duration> silent;
    private final Supplier<String> refused;
    private final Beside writing;

    /** The file of this folder, for who only reads it. */
    public StandingFile(Host host, Path folder) {
        this(host, folder, () -> Duration.ZERO, () -> "");
    }

    /**
     * The file of this folder.
     *
     * @param folder for root alone, and cleared by a reboot: /run/nodethaw
     * @param silent what is written is out of date after this time
     * @param refused what is wrong with settings that were read and are not used; empty for nothing
     */
    StandingFile(Host host, Path folder, Supplier<Duration> silent, Supplier<String> refused) {
        this.host = host;
        this.folder = folder;
        this.silent = silent;
        this.refused = refused;
        this.writing = new Beside(host, "standing", 1);
    }

    @Override
    public void round(Rounds.Ending ending, List<Published> conditions) {
        if (ending instanceof Rounds.Ending.Looked(var seen, var _)) {
            writing.give(() -> write(seen, conditions));
        }
    }

    private void write(Seen seen, List<Published> conditions) {
        try (var opened = OutputFolder.own(folder)) {
            opened.removeOldParts();
            var standing =
                    new Standing(seen.verdict().at(), uptime(), silent.get(), seen.line(), refused.get(), conditions);
            opened.writeText(NAME, standing.text());
        } catch (IOException e) {
            return; // who reads it sees by its age that it is out of date
        }
    }

    /** What the agent said last; empty where none has said anything since the machine was started. */
    public Optional<Standing> read() throws IOException {
        if (Files.notExists(folder.resolve(NAME), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty(); // no folder is made to look into it
        }
        try (var opened = OutputFolder.own(folder)) {
            return Optional.of(Standing.parse(opened.text(NAME, MOST_BYTES)));
        }
    }

    /** The conditions that an agent published a moment ago, so that one that is started anew goes on with them. */
    List<Published> fresh() {
        try {
            var now = uptime();
            return read().filter(standing -> !standing.isStale(now))
                    .map(Standing::conditions)
                    .orElse(List.of());
        } catch (IOException e) {
            return List.of(); // then it begins as the first one does
        }
    }

    /** How long the machine has been up. */
    public Duration uptime() throws IOException {
        var text = Files.readString(host.file("/proc/uptime"));
        try {
            return Duration.ofMillis(Math.round(Double.parseDouble(text.split(" ", 2)[0]) * MILLIS));
        } catch (NumberFormatException e) {
            throw new IOException("/proc/uptime tells no time", e);
        }
    }
}
