package io.nodethaw.hop;

import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.NodeAccess;
import io.nodethaw.remedy.Remedy;
import io.nodethaw.remedy.Target;
import java.io.IOException;
import java.time.Duration;

/** What all remedies have in common that thaw the control group of a frozen process. */
public interface ThawFrozen extends Remedy {
    @Override
    default String title(Target frozen) {
        return "thaw of the control group of " + frozen.name();
    }

    @Override
    default boolean countsEachTarget() {
        return true;
    }

    @Override
    default String perform(NodeAccess access, Target frozen, Diagnosis now) throws IOException {
        return FrozenGroup.thaw(access, frozen);
    }

    @Override
    default Duration settling() {
        return Duration.ofSeconds(5);
    }

    @Override
    default boolean isWell(NodeAccess access, Target frozen) {
        return FrozenGroup.isThawed(access, frozen);
    }

    @Override
    default String recovery() {
        return "is not frozen any more";
    }

    @Override
    default Became became(Target frozen, String mark, Diagnosis now) {
        return FrozenGroup.became(frozen, now);
    }
}
