package io.nodethaw.format.core;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.nodethaw.core.BusCounter;
import io.nodethaw.core.Core;
import io.nodethaw.core.CoreFormatException;
import io.nodethaw.core.CoreReader;
import io.nodethaw.core.Doing;
import io.nodethaw.core.FileBytes;
import io.nodethaw.core.ThreadState;
import io.nodethaw.evidence.BusCookie;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.KnownCall;
import io.nodethaw.evidence.Origin;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Sample;
import io.nodethaw.format.FileFormat;
import io.nodethaw.format.FileFormatException;
import io.nodethaw.format.Head;
import io.nodethaw.format.Piece;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A core, which is read by offset: one within an archive is only named. */
public final class CoreFiles implements FileFormat {
    private static final int HEAD = 18;

    @Override
    public String what() {
        return "a core";
    }

    @Override
    public boolean recognises(Head head) {
        var text = head.text();
        return CoreReader.isCore(
                text.substring(0, Math.min(text.length(), HEAD)).getBytes(ISO_8859_1));
    }

    @Override
    public Piece read(InputStream in, String file) throws IOException {
        throw new FileFormatException(
                "it is a core, which can only be read as a file of its own",
                "unpack it and name it, or see what it tells with: nodethaw core FILE");
    }

    @Override
    public Piece read(Path path, InputStream in, String file) throws IOException {
        try (var bytes = FileBytes.open(path)) {
            return piece(CoreReader.read(bytes, new CoreReader.Options(Optional.empty(), false)), file);
        } catch (CoreFormatException e) {
            throw new FileFormatException(String.valueOf(e.getMessage()), e.next());
        }
    }

    private Piece piece(Core core, String file) {
        var from = new Origin.InFile(file, 1);
        // whatever number it has in the namespace of whoever wrote the core
        int pid = core.isSystemd() ? ProcessTable.INIT : core.pid();
        var notes = new ArrayList<String>();
        core.notes().forEach(note -> notes.add(file + ": " + note));
        if (core.goroutines() instanceof Reading.Failed<?>(var why)) {
            notes.add(file + ": goroutines not read: " + why);
        }
        var processes = core.goroutines().seen().stream()
                .map(read -> new Piece.Process(core.name(), Optional.of(pid), read.goroutines(), from))
                .toList();
        return new Piece(
                file,
                what(),
                false,
                Optional.empty(),
                evidence(core, from),
                processes,
                tasks(core, pid, from),
                notes,
                core.whole());
    }

    private static Evidence evidence(Core core, Origin from) {
        var evidence = new Evidence.Builder(Instant.EPOCH);
        core.counter()
                .flatMap(Reading::seen)
                .ifPresent(counter -> evidence.put(
                        BusCookie.TYPE,
                        BusCookie.key(counter.descriptor(), counter.name(), counter.version())
                                .instance(),
                        new Sample<>(new Reading.Seen<>(cookie(counter)), from)));
        return evidence.build();
    }

    private static BusCookie cookie(BusCounter counter) {
        var read = counter.reading();
        return new BusCookie(read.value(), read.certain(), read.how());
    }

    /** The process itself, and those of its threads that wait in a call by which somebody else can be found. */
    private static List<Piece.Task> tasks(Core core, int pid, Origin.InFile from) {
        var tasks = new ArrayList<Piece.Task>();
        tasks.add(task(core, pid, pid, Optional.empty(), from));
        for (var thread : core.threads()) {
            call(thread)
                    .ifPresent(call -> tasks.add(
                            task(core, pid, thread.tid() == core.pid() ? pid : thread.tid(), Optional.of(call), from)));
        }
        return tasks;
    }

    /** Rest in a futex or an epoll set tells of nobody. */
    private static Optional<Piece.Call> call(ThreadState thread) {
        return thread.waitsIn()
                .flatMap(call -> KnownCall.named(call.name()).flatMap(known -> switch (known.use()) {
                    case DESCRIPTOR, CONNECT, FILE, LOCK ->
                        Optional.of(call(call, argument(call, 0), Optional.empty()));
                    case CHILD ->
                        Optional.of(call(
                                call,
                                Optional.empty(),
                                argument(call, known == KnownCall.WAIT4 ? 0 : 1).filter(child -> child > 0)));
                    case PATH, PATH_AT, POLL, EPOLL, OTHER -> Optional.empty();
                }));
    }

    private static Piece.Call call(Doing.InCall call, Optional<Integer> fd, Optional<Integer> child) {
        return new Piece.Call(call.name(), fd, Optional.empty(), child);
    }

    private static Optional<Integer> argument(Doing.InCall call, int index) {
        return call.arguments().get(index).map(Long::intValue);
    }

    private static Piece.Task task(Core core, int pid, int tid, Optional<Piece.Call> call, Origin.InFile from) {
        return Piece.Task.known(
                Optional.of(tid),
                Optional.of(pid),
                pid == ProcessTable.INIT
                        ? 0
                        : core.process().map(process -> process.parent()).orElse(0),
                core.name(),
                call,
                from);
    }
}
