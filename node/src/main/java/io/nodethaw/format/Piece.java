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
 * @param look true when it is a complete look at a node, which is judged by itself and never mixed with other files
 * @param host the host that it names as its origin; empty when it names none
 * @param evidence its facts about processes whose pids it tells
 * @param processes its processes with goroutines, whose pids it may not tell
 * @param notes one line about each part that could not be used
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
     * @param name of its program, or of the file when the program is not known
     * @param pid its pid; empty when the text does not tell
     */
    public record Process(String name, Optional<Integer> pid, List<Goroutine> goroutines, Origin.InFile origin) {
        public Process {
            goroutines = List.copyOf(goroutines);
        }

        /**
         * True when both are probably one process at two moments: the main goroutine has the same frames with the same
         * addresses.
         */
        boolean isLikely(Process other) {
            var here = main();
            return name.equals(other.name)
                    && (pid.isPresent() && pid.equals(other.pid)
                            || pid.isEmpty() && other.pid.isEmpty() && here.isPresent() && here.equals(other.main()));
        }

        /**
         * The frames of the main goroutine, always goroutine 1; empty when they show no addresses, which hardly two processes
         * share.
         */
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
