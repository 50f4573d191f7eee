package io.nodethaw.core;

import static java.util.stream.Collectors.toSet;

import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Reading;
import io.nodethaw.golang.GoProcess;
import io.nodethaw.golang.GoroutineReader;
import io.nodethaw.golang.UnknownProgramException;
import io.nodethaw.memory.CookieFinder;
import io.nodethaw.memory.CookieNotFoundException;
import io.nodethaw.memory.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a core. */
public final class CoreReader {
    /** Most bytes read of goroutines, as of a running process. */
    private static final long MOST_BYTES = 512L << 20;

    /** getauxval(3): AT_ENTRY. */
    private static final int AT_ENTRY = 9;

    private final CoreBytes bytes;
    private final Options options;
    private final List<String> notes = new ArrayList<>();
    private boolean whole = true;

    /**
     * How to read it.
     *
     * @param exe the program, when somebody has named it
     * @param full also the goroutines and frames of the Go runtime itself
     */
    public record Options(Optional<Path> exe, boolean full) {}

    private CoreReader(CoreBytes bytes, Options options) {
        this.bytes = bytes;
        this.options = options;
    }

    /**
     * Reads a core, as much as is needed of it.
     *
     * @throws CoreFormatException when it is none that can be read
     */
    public static Core read(CoreBytes bytes, Options options) throws IOException {
        return new CoreReader(bytes, options).core();
    }

    /** True when a file that begins with these bytes, at least 18, is a core. */
    public static boolean isCore(byte[] head) {
        return CoreImage.isCore(ByteBuffer.wrap(head));
    }

    private Core core() throws IOException {
        var image = CoreImage.read(bytes);
        var told = image.notes();
        damage(image);
        var own = new CoreMemory(image, (_, _) -> 0);
        var auxv = new Auxv(told.auxv());
        var mappings = mappings(told.files(), auxv);
        var program = mappings.at(auxv.value(AT_ENTRY)).map(MappedFile::path);
        var local = new LocalFiles(own, mappings, program, options.exe());
        try {
            var memory = new CoreMemory(image, local);
            var threads = threads(image, memory, mappings);
            var goroutines = goroutines(image, memory, local, program, own, mappings);
            var counter = SystemdProcess.is(told.process(), program)
                    ? Optional.of(counter(memory, mappings, local, program))
                    : Optional.<Reading<BusCounter>>empty();
            notes.addAll(local.notes());
            return new Core(
                    image.machine(),
                    told.process(),
                    program.orElse(""),
                    told.signal(),
                    threads,
                    told.files(),
                    goroutines,
                    counter,
                    "frame pointers, where a call stands before the return address; frames may be missing",
                    notes,
                    whole);
        } finally {
            local.close();
        }
    }

    private void damage(CoreImage image) {
        var told = image.notes();
        if (image.missing() > 0) {
            whole = false;
            notes.add("cut off: the last " + image.missing() + " bytes are missing, of "
                    + (bytes.size() + image.missing()) + ": memory at the end of its address space, mostly stacks");
        }
        if (told.isCut() || told.threads().isEmpty()) {
            whole = false;
            notes.add("its notes are cut off or missing: "
                    + (told.threads().isEmpty() ? "no thread" : "not every thread") + " is told");
        }
        if (told.process().isEmpty()) {
            notes.add("the note that names the process is missing");
        }
        if (told.files().isEmpty()) {
            notes.add("the note that lists the mapped files is missing"
                    + (options.exe().isEmpty() ? ": name the program with --exe FILE" : ""));
        }
    }

    /** The mapped files; of a core without a list of them those of the program that was named. */
    private Mappings mappings(List<MappedFile> files, Auxv auxv) {
        if (!files.isEmpty() || options.exe().isEmpty()) {
            return new Mappings(files);
        }
        try (var exe = FileBytes.open(options.exe().get())) {
            return new Mappings(ProgramSegments.of(exe, options.exe().get().toString(), auxv.value(AT_ENTRY)));
        } catch (IOException e) {
            notes.add("--exe " + options.exe().get() + " cannot be read: " + e.getMessage());
            return new Mappings(files);
        }
    }

    private static List<ThreadState> threads(CoreImage image, CoreMemory memory, Mappings mappings) {
        var all = image.notes().threads();
        var calls = new CallFinder(image.machine(), memory);
        var locks = new LockFinder(memory, tids(all));
        var walk = new FrameWalk(memory, mappings);
        return all.stream()
                .map(thread -> {
                    var doing = calls.of(thread);
                    return new ThreadState(thread, doing, locks.of(doing), walk.of(thread.registers()));
                })
                .toList();
    }

    private static Set<Integer> tids(List<CoreThread> threads) {
        return threads.stream().map(CoreThread::tid).collect(toSet());
    }

    @SuppressWarnings("ArrayRecordComponent") // processes are never compared
    private record Dead(int pid, Memory memory, byte[] auxv, CoreThreads threads) implements GoProcess {
        @Override
        public long mostBytes() {
            return MOST_BYTES;
        }

        @Override
        public long now() {
            return 0;
        }
    }

    private Reading<Goroutines> goroutines(
            CoreImage image,
            CoreMemory memory,
            LocalFiles local,
            Optional<String> program,
            CoreMemory own,
            Mappings mappings) {
        var told = image.notes();
        int pid = told.process()
                .map(CoreProcess::pid)
                .orElse(told.threads().isEmpty() ? 0 : told.threads().getFirst().tid());
        var process = new Dead(pid, memory, told.auxv(), new CoreThreads(tids(told.threads())));
        boolean there = program.flatMap(local::file).isPresent();
        boolean go = program.flatMap(mappings::first)
                .flatMap(own::firstPage)
                .filter(GoNote::isIn)
                .isPresent();
        try {
            return new Reading.Seen<>(read(process));
        } catch (UnknownProgramException e) {
            return !there && go ? withoutProgram(program) : new Reading.NotAsked<>(String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            if (!go && !there) {
                return new Reading.NotAsked<>("not read: " + e.getMessage());
            }
            whole = false;
            return there ? new Reading.Failed<>(String.valueOf(e.getMessage())) : withoutProgram(program);
        }
    }

    private Goroutines read(Dead process) throws IOException {
        try {
            return new GoroutineReader().read(process, new GoroutineReader.Options(options.full(), false));
        } catch (OutOfMemoryError e) { // then some of each kind, as a look reads them
            return new GoroutineReader().read(process, new GoroutineReader.Options(options.full(), true));
        }
    }

    private Reading<Goroutines> withoutProgram(Optional<String> program) {
        whole = false;
        return new Reading.Failed<>(
                "the core leaves out the code and tables of its program, which is not here: name it with --exe FILE"
                        + program.map(path -> " (it was " + path + ")").orElse(""));
    }

    private Reading<BusCounter> counter(
            CoreMemory memory, Mappings mappings, LocalFiles local, Optional<String> program) {
        var finder = new CookieFinder(memory, memory.map(mappings));
        try {
            int version =
                    program.flatMap(local::file).map(SystemdProcess::version).orElse(0);
            var known = finder.only(version);
            var reading = finder.find(known);
            int told = memory.map(mappings).systemdVersion().orElse(version);
            return new Reading.Seen<>(new BusCounter(known.descriptor(), known.uniqueName(), told, reading));
        } catch (CookieNotFoundException e) {
            return new Reading.NotAsked<>(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new Reading.Failed<>(String.valueOf(e.getMessage()));
        }
    }
}
