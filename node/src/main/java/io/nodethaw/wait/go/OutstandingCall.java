package io.nodethaw.wait.go;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutine.Frame;
import java.util.List;
import java.util.Optional;

/** What a goroutine waits for that others have to do: the answer to a call, the end of a child. */
public final class OutstandingCall {
    private OutstandingCall() {}

    /** "the answer to Kill (ttrpc)"; empty where the frames show none, or one that lasts as long as a container does. */
    public static Optional<String> of(String state, List<Frame> frames) {
        var goroutine = new Goroutine(0, state, -1, false, frames, Optional.empty(), Optional.empty(), List.of());
        return KnownFrames.protocols().stream()
                .flatMap(protocol -> KnownFrames.method(goroutine, protocol).stream()
                        .filter(method -> !KnownFrames.isEndless(method))
                        .map(method -> "the answer to " + method + " (" + protocol.name() + ")"))
                .findFirst()
                .or(() -> bus(goroutine))
                .or(() -> KnownFrames.waitsForChild(goroutine) ? Optional.of("the end of a child") : Optional.empty());
    }

    private static Optional<String> bus(Goroutine goroutine) {
        if (!KnownFrames.callsBus(goroutine)) {
            return Optional.empty();
        }
        var method = KnownFrames.busMethod(goroutine).map(KnownFrames::shortName);
        return Optional.of("the answer to " + method.orElse("a call") + " (D-Bus)");
    }
}
