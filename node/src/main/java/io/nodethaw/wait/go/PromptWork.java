package io.nodethaw.wait.go;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.OfReading;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What the goroutines of one reading are at, where that is work that normally takes seconds. */
final class PromptWork {
    private static final OfReading<Goroutines, List<Piece>> SERVED = pieces(KnownFrames::servesPromptly);
    private static final OfReading<Goroutines, List<Piece>> CALLED = pieces(KnownFrames::callsPromptly);

    private PromptWork() {}

    /** @param what the request or call: "ContainerStart" */
    record Piece(Goroutine goroutine, String what) {}

    private static OfReading<Goroutines, List<Piece>> pieces(Function<Goroutine, Optional<String>> work) {
        return new OfReading<>(read -> read.goroutines().stream()
                .flatMap(goroutine -> work.apply(goroutine).stream().map(what -> new Piece(goroutine, what)))
                .toList());
    }

    /** The requests that they serve: others wait for the answers. */
    static Stream<Piece> served(NodeView view, Goroutines read) {
        return view.of(SERVED, read).stream();
    }

    /** The calls that they wait in. */
    static Stream<Piece> called(NodeView view, Goroutines read) {
        return view.of(CALLED, read).stream();
    }
}
