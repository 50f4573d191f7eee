package io.nodethaw.format;

import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Origin;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What was found in one text. */
public final class Found {
    private final String file;
    private final Evidence.Builder evidence = new Evidence.Builder(Instant.EPOCH);
    private final List<Piece.Task> tasks = new ArrayList<>();
    private final List<Piece.Process> processes = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Set<String> kinds = new LinkedHashSet<>();
    private Optional<FileFormatException> nothing = Optional.empty();
    private boolean whole = true;

    Found(String file) {
        this.file = file;
    }

    /** Its name, as it was named to us: only a hint, because people rename files. */
    public String file() {
        return file;
    }

    /** A kind of thing that it contains: "a kernel log". */
    public void is(String kind) {
        kinds.add(kind);
    }

    /** It is known what this is, and nothing can be used of it. */
    public void nothing(FileFormatException why) {
        nothing = Optional.of(why);
    }

    Optional<FileFormatException> nothing() {
        return nothing;
    }

    /** A fact, and the line that tells it. */
    public <T> void put(FactType<T> type, String instance, T value, long line) {
        evidence.put(type, instance, new Sample<>(new Reading.Seen<>(value), at(line)));
    }

    /** What became of a question that was put to the node, and the line that tells it. */
    public <T> void reading(FactType<T> type, String instance, Reading<T> reading, long line) {
        evidence.put(type, instance, new Sample<>(reading, at(line)));
    }

    /** A task whose state or kernel stack it shows. */
    public void task(Piece.Task task) {
        tasks.add(task);
    }

    /** A process of which it tells no more than the number and the name; an empty name where it does not tell that. */
    public void process(int pid, String name, long line) {
        tasks.add(Piece.Task.known(Optional.of(pid), Optional.of(pid), 0, name, Optional.empty(), at(line)));
    }

    /** A process whose goroutines it shows. */
    public void process(Piece.Process process) {
        processes.add(process);
    }

    List<Piece.Process> processes() {
        return processes;
    }

    /** A place in it. */
    public Origin.InFile at(long line) {
        return new Origin.InFile(file, line);
    }

    /** Something to tell about this line. */
    public void note(long line, String text) {
        notes.add(file + ":" + line + ": " + text);
    }

    /** Something to tell about all of it. */
    public void note(String text) {
        notes.add(file + ": " + text);
    }

    /** Not all of it could be used. */
    public void isPart() {
        whole = false;
    }

    Set<String> kinds() {
        return kinds;
    }

    Evidence evidence() {
        return evidence.build();
    }

    List<Piece.Task> tasks() {
        return tasks;
    }

    List<String> notes() {
        return notes;
    }

    boolean isWhole() {
        return whole;
    }
}
