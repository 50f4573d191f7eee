package io.nodethaw.agent;

import io.nodethaw.analysis.PastLevels;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.evidence.Machine;
import io.nodethaw.file.OutputFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The file in memory in which the agent keeps the levels that it has read, for a forecast that cannot watch for as long. */
public final class LevelsFile implements Follower {
    private static final String NAME = "levels.json";

    /** Room for 200 things with 24 readings of 100 bytes each, and twice that. */
    private static final int MOST_BYTES = 1 << 20;

    private static final Duration BETWEEN = Duration.ofMinutes(1);

    private final Host host;
    private final Path folder;
    private final Supplier<List<PastLevels.Series>> levels;
    private final Beside writing;
    private Optional<Deadline> next = Optional.empty();

    /**
     * The file of this folder.
     *
     * @param folder for root alone, and cleared by a reboot: /run/nodethaw
     * @param levels what was read so far
     */
    LevelsFile(Host host, Path folder, Supplier<List<PastLevels.Series>> levels) {
        this.host = host;
        this.folder = folder;
        this.levels = levels;
        this.writing = new Beside(host, "levels", 1);
    }

    @Override
    public void round(Rounds.Ending ending, List<Published> conditions) {
        if (ending instanceof Rounds.Ending.Looked(var seen, var _)
                && !seen.levels().isEmpty()
                && next.filter(time -> !time.passed()).isEmpty()) {
            seen.evidence().seen(Machine.TYPE).ifPresent(machine -> {
                next = Optional.of(host.deadline(BETWEEN));
                var known = levels.get();
                var now = host.clock().instant();
                writing.give(() -> write(LevelsText.of(machine.bootId(), now, known)));
            });
        }
    }

    private void write(String text) {
        try (var opened = OutputFolder.own(folder)) {
            opened.writeText(NAME, text);
        } catch (IOException e) {
            return; // a forecast then has what was written before, or its own readings
        }
    }

    /**
     * What the agent has read; of a file that is not ours, or cannot be understood, only why it is left aside.
     *
     * @param folder /run/nodethaw
     * @param now by the wall clock
     */
    public static PastLevels read(Path folder, Instant now) {
        var file = folder.resolve(NAME);
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            return PastLevels.NONE; // no folder is made to look into it
        }
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return PastLevels.unread("not permitted to read " + file);
        }
        try (var opened = OutputFolder.own(folder)) {
            if (!owner(file).equals(owner(folder))) {
                return PastLevels.unread(file + " belongs to another user; look at it and remove it");
            }
            return LevelsText.parse(opened.text(NAME, MOST_BYTES), now);
        } catch (IOException e) {
            return PastLevels.unread(file + ": " + e.getMessage());
        }
    }

    /** By number: looking up names would ask nss-systemd, which hangs while PID 1 is stopped. */
    private static Object owner(Path path) throws IOException {
        return Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }
}
