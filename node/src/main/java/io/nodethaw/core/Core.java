package io.nodethaw.core;

import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Reading;
import java.util.List;
import java.util.Optional;

/**
 * What was read from one core.
 *
 * @param process empty when the note about it is missing
 * @param program path of the program; empty when the core does not tell it
 * @param files that were mapped
 * @param counter where the process is systemd
 * @param framesBy how the frames were found, for a person
 * @param notes what is missing, and what is to be known about files
 * @param whole false when something that there should be could not be read
 */
public record Core(
        Machine machine,
        Optional<CoreProcess> process,
        String program,
        Optional<CoreSignal> signal,
        List<ThreadState> threads,
        List<MappedFile> files,
        Reading<Goroutines> goroutines,
        Optional<Reading<BusCounter>> counter,
        String framesBy,
        List<String> notes,
        boolean whole) {
    public Core {
        threads = List.copyOf(threads);
        files = List.copyOf(files);
        notes = List.copyOf(notes);
    }

    /** Its pid: that of the process, else that of the first thread, which the kernel writes first. */
    public int pid() {
        return process.map(CoreProcess::pid)
                .orElseGet(() -> threads.isEmpty() ? 0 : threads.getFirst().tid());
    }

    /** Its name, as far as the core tells it. */
    public String name() {
        return process.map(CoreProcess::name)
                .filter(name -> !name.isEmpty())
                .orElseGet(
                        () -> program.isEmpty() ? "unnamed process" : program.substring(program.lastIndexOf('/') + 1));
    }

    /** True for systemd as the manager of a system: PID 1, and not that of a user. */
    public boolean isSystemd() {
        return counter.isPresent();
    }

    /** False when the program that was named is not the one that has left the core; its notes say so. */
    public boolean usesExe() {
        return notes.stream().noneMatch(note -> note.startsWith("--exe "));
    }

    private boolean isComplete(StackFrames found) {
        return threads.stream().noneMatch(thread -> found.of(thread.tid()).isEmpty());
    }

    /** The same core with the frames that somebody else has found. */
    public Core with(StackFrames found) {
        var mappings = new Mappings(files);
        return new Core(
                machine,
                process,
                program,
                signal,
                threads.stream()
                        .map(thread -> {
                            var frames = found.of(thread.tid()).stream()
                                    .map(frame -> mappings.placed(frame))
                                    .toList();
                            return frames.isEmpty() ? thread : thread.with(frames);
                        })
                        .toList(),
                files,
                goroutines,
                counter,
                isComplete(found) ? found.source() : found.source() + "; where it found nothing, frame pointers",
                notes,
                whole);
    }
}
