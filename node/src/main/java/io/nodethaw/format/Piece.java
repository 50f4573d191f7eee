package io.nodethaw.format;

import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Origin;
import java.util.List;
import java.util.Optional;

/**
 * What one file gave.
 *
 * @param file as it was named to us
 * @param what it is: "a goroutine dump"
 * @param look true when it is a whole look at a node, which is judged by itself and never mixed with anything else
 * @param host that it says it comes from; empty where it does not
 * @param evidence its facts, by pids that it tells
 * @param processes those it tells of without telling all their pids
 * @param notes one line for each thing in it that could not be used
 * @param whole false when a part of it could not be read
 */
public record Piece(
        String file,
        String what,
        boolean look,
        Optional<String> host,
        Evidence evidence,
        List<Process> processes,
        List<String> notes,
        boolean whole) {
    public Piece {
        processes = List.copyOf(processes);
        notes = List.copyOf(notes);
    }

    /**
     * A process that is known by its goroutines.
     *
     * @param name of its program, or of the file where that does not tell
     * @param pid where the text tells it
     */
    public record Process(String name, Optional<Integer> pid, List<Goroutine> goroutines, Origin.InFile origin) {
        public Process {
            goroutines = List.copyOf(goroutines);
        }

        /** True when both are one process at two moments, as far as its first goroutine with the addresses on its stack tells. */
        boolean isLikely(Process other) {
            var here = main();
            return name.equals(other.name)
                    && (pid.isPresent() && pid.equals(other.pid)
                            || pid.isEmpty() && other.pid.isEmpty() && here.isPresent() && here.equals(other.main()));
        }

        /** runtime.main is always goroutine 1; where its frames were called with addresses, few processes have the same. */
        private Optional<List<Goroutine.Frame>> main() {
            return goroutines.stream()
                    .filter(goroutine -> goroutine.id() == 1)
                    .map(Goroutine::frames)
                    .filter(frames ->
                            frames.stream().anyMatch(frame -> frame.arguments().contains("0xc")))
                    .findFirst();
        }
    }
}
