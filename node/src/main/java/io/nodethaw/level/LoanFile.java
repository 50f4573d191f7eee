package io.nodethaw.level;

import io.nodethaw.file.OutputFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Keeps the note, in a folder that only root may use and that a reboot clears, as it clears the level.
 *
 * @param folder made when there is something to keep: /run/nodethaw
 */
public record LoanFile(Path folder) {
    private static final String NAME = "log-level";
    private static final int MOST_BYTES = 1000;

    /** True when there may be a note; costs one look at a folder in memory. */
    boolean exists() {
        return Files.exists(folder.resolve(NAME), LinkOption.NOFOLLOW_LINKS);
    }

    Optional<Loan> read() throws IOException {
        if (!exists()) {
            return Optional.empty();
        }
        try (var opened = OutputFolder.own(folder)) {
            return Loan.parse(opened.text(NAME, MOST_BYTES));
        }
    }

    void write(Loan loan) throws IOException {
        try (var opened = OutputFolder.own(folder)) {
            opened.writeText(NAME, loan.text() + "\n");
        }
    }

    void remove() throws IOException {
        if (exists()) {
            try (var opened = OutputFolder.own(folder)) {
                opened.remove(NAME);
            }
        }
    }
}
