package io.nodethaw.format.files;

import io.nodethaw.format.Finder;
import io.nodethaw.format.Found;
import io.nodethaw.format.Holders;
import io.nodethaw.format.Line;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Lists of open files by {@code lsof}. Its rows are told by their form: collectors blank the header, and warnings stand before it. Of a
 * thread, which shows again what its process has open, nothing is used.
 */
public final class OpenFileLists implements Finder {
    /** The user. */
    private static final int COLUMNS_BEFORE = 1;

    /** Columns that lists may have besides, for each process (lsof(8), -g and -R). */
    private static final Set<String> OF_PROCESSES = Set.of("PGID", "PPID", "ZONE", "SECURITY-CONTEXT");

    /** A single row may be a sentence; where the header is missing, so many tell that it is a list. */
    private static final int ROWS = 3;

    private final Holders holders = new Holders();
    private final Set<Integer> hidden = new HashSet<>();
    private int rows;
    private int besides;
    private boolean headed;

    @Override
    public void take(Line line) {
        var text = line.text();
        if (text.startsWith("COMMAND ") && text.endsWith(" NAME") && text.contains(" PID ")) {
            headed = true;
            var names = Arrays.asList(text.split(" +"));
            besides = (int) names.stream().filter(OF_PROCESSES::contains).count();
        } else if (!line.isLogged()) {
            OpenFileRow.of(text).ifPresent(row -> keep(row, line.number()));
        }
    }

    private void keep(OpenFileRow row, long line) {
        rows++;
        boolean thread = row.before() > COLUMNS_BEFORE + besides;
        if (thread && holders.knows(row.pid())) {
            return;
        }
        holders.process(row.pid(), row.command(), line);
        boolean told = !row.target().isEmpty();
        switch (row.fd()) {
            case "cwd" -> {
                if (told) {
                    holders.folder(row.pid(), row.command(), row.target(), line);
                }
            }
            case "txt" -> holders.program(row.pid(), row.target());
            case "NOFD" -> hidden.add(row.pid());
            default -> {
                if (told && Character.isDigit(row.fd().charAt(0))) {
                    holders.open(row.pid(), row.command(), Integer.parseInt(row.fd()), row.target(), line);
                }
            }
        }
    }

    @Override
    public void end(Found into) {
        if (!headed && rows < ROWS) {
            return;
        }
        into.is("a list of open files");
        holders.end(into);
        if (!hidden.isEmpty()) {
            into.note("the open files of " + hidden.size() + (hidden.size() == 1 ? " process" : " processes")
                    + " could not be read: take it as root");
        }
    }
}
