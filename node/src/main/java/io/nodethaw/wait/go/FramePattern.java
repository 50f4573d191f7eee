package io.nodethaw.wait.go;

import io.nodethaw.evidence.FunctionNames;
import io.nodethaw.evidence.Goroutine;
import java.util.Optional;

/**
 * The functions by which a goroutine is known to be at something; a rule about it has its pattern beside it. Of protocols, which many
 * ask about, the shared table tells.
 *
 * @param functions each as it is in the versions named beside it; a star stands for the rest of a name, or, in front, for the module
 *     it was copied into
 */
public record FramePattern(FunctionNames functions) {
    /** Any of these. */
    public static FramePattern of(String... functions) {
        return new FramePattern(FunctionNames.of(functions));
    }

    /** True when one of its functions is among them. */
    public boolean isIn(Goroutine goroutine) {
        return KnownFrames.has(goroutine, functions);
    }

    /** The outermost of its functions that is among them. */
    public Optional<String> outermost(Goroutine goroutine) {
        int at = KnownFrames.last(goroutine, functions);
        return at < 0
                ? Optional.empty()
                : Optional.of(goroutine.frames().get(at).function());
    }
}
