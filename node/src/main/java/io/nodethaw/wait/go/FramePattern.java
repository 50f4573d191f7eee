package io.nodethaw.wait.go;

import io.nodethaw.evidence.FunctionNames;
import io.nodethaw.evidence.Goroutine;
import java.util.Optional;

/**
 * The functions by which a rule recognises what a goroutine is doing. The pattern stands beside its rule. What many rules need,
 * the protocols, is in the shared table instead.
 *
 * @param functions their names in the versions noted beside each; a star at the end stands for the rest of a name, a star in
 *     front for the module that a package was copied into
 */
public record FramePattern(FunctionNames functions) {
    /** A pattern of these functions. */
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
