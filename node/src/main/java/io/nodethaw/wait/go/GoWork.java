package io.nodethaw.wait.go;

import io.nodethaw.evidence.Goroutine;
import java.util.Optional;

/**
 * What a goroutine works on for somebody else.
 *
 * @param what the request that it serves, or the answer that it waits for where it serves none
 * @param waitsFor what it waits for while it serves; empty where that is not seen
 * @param container id of the container that it is for, while that is among its arguments
 */
public record GoWork(Goroutine goroutine, String what, String waitsFor, Optional<String> container) {
    /** Empty for a goroutine that waits for work, or whose work lasts as long as a container or a client does. */
    public static Optional<GoWork> of(Goroutine goroutine) {
        var waitsFor = waitsFor(goroutine);
        return KnownFrames.servesNow(goroutine)
                .map(method -> of(goroutine, method, waitsFor))
                .or(() -> waitsFor.isEmpty() || KnownFrames.servesEndless(goroutine)
                        ? Optional.empty()
                        : Optional.of(of(goroutine, waitsFor, "")));
    }

    private static GoWork of(Goroutine goroutine, String what, String waitsFor) {
        return new GoWork(goroutine, what, waitsFor, KnownFrames.container(goroutine));
    }

    /** The answer or the child that it waits for; empty where it waits for neither. */
    public static String waitsFor(Goroutine goroutine) {
        var occupation = Occupation.of(goroutine);
        return switch (occupation.kind()) {
            case CALL, CHILD -> occupation.what();
            case SYSTEM_CALL, WRITE, LOCK, OTHER, IDLE -> "";
        };
    }
}
