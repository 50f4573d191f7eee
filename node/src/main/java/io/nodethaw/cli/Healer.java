package io.nodethaw.cli;

import io.nodethaw.evidence.Evidence;
import io.nodethaw.heal.HealResult;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/** Chooses a cure and, when told to, applies it. */
@FunctionalInterface
public interface Healer {
    /**
     * Chooses, and acts when told to.
     *
     * @param before the evidence to start from
     * @param limit of each probe of the looks it takes itself
     * @param yes false to choose only
     * @param says gets a line before each step
     */
    HealResult heal(Evidence before, Duration limit, boolean yes, Consumer<String> says)
            throws IOException, InterruptedException;
}
