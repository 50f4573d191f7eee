package io.nodethaw.capture;

import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Reading;
import java.util.List;
import java.util.Optional;

/** Why a reading has no value, in words. */
final class Missing {
    private Missing() {}

    static String why(Reading<?> reading) {
        return switch (reading) {
            case Reading.Seen<?> _ -> "";
            case Reading.Silent<?> silent ->
                "no answer in " + silent.waited().toMillis() + " ms"
                        + (silent.stage().isEmpty() ? "" : " (" + silent.stage() + ")");
            case Reading.Failed<?> failed -> failed.why();
            case Reading.Refused<?> refused -> refused.why();
            case Reading.NotAsked<?> unasked -> unasked.why();
        };
    }

    /** The value of one of these, the first that has it; where none has, it is left out. */
    static <T> Optional<T> first(
            String what, FactType<T> type, String instance, List<Evidence> where, List<LeftOut> leftOut) {
        for (var evidence : where) {
            var seen = evidence.seen(type, instance);
            if (seen.isPresent()) {
                return seen;
            }
        }
        leftOut.add(new LeftOut(what, why(where.getLast().reading(type, instance))));
        return Optional.empty();
    }
}
