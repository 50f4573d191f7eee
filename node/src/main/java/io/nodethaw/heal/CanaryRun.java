package io.nodethaw.heal;

import io.nodethaw.collect.Deadline;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Sample;
import io.nodethaw.remedy.Canary;
import io.nodethaw.remedy.NodeAccess;
import io.nodethaw.remedy.Trial;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Starts the canaries around a look that is to say whether containers start, and sees that they are removed. */
public final class CanaryRun {
    /**
     * What has not started by then counts as hanging, and the look is taken while it hangs. A healthy start took 0.4 to 1.1 s in the runs by
     * which {@link Trial#LIMIT} was chosen, kubelet itself gives one four minutes (twice runtimeRequestTimeout), and a person waits for this
     * one.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final NodeAccess access;
    private final List<Canary> canaries;
    private final Records records;

    /** @param records whose lock keeps two runs, and a run and a cure, apart */
    public CanaryRun(NodeAccess access, List<Canary> canaries, Records records) {
        this.access = access;
        this.canaries = List.copyOf(canaries);
        this.records = records;
    }

    /**
     * Starts all of them at the same time and takes the look when all have come back, or while one hangs; then waits for the rest.
     *
     * @param look takes a look, to whose evidence it adds what it is given
     * @param says gets a line for each that may be left behind
     */
    public Evidence around(Function<Consumer<Evidence.Builder>, Evidence> look, Consumer<String> says) {
        Optional<Records.Lock> lock;
        try {
            lock = records.lock();
        } catch (IOException e) {
            return look.apply(into -> notTried(into, "no lock for it: " + e.getMessage()));
        }
        if (lock.isEmpty()) {
            return look.apply(into -> notTried(into, "nodethaw heal or another --canary is at work"));
        }
        try {
            return tried(look, says);
        } finally {
            lock.get().release();
        }
    }

    private Evidence tried(Function<Consumer<Evidence.Builder>, Evidence> look, Consumer<String> says) {
        var trials = new ArrayList<CanaryTrial>(
                canaries.stream().map(canary -> new CanaryTrial(access, canary)).toList());
        trials.forEach(CanaryTrial::start);
        var patience = access.host().deadline(PATIENCE);
        try {
            trials.addAll(again(trials, patience));
            trials.forEach(trial -> trial.await(patience));
            var evidence = look.apply(into -> trials.forEach(trial -> trial.put(into)));
            var later = evidence.toBuilder();
            trials.stream().filter(CanaryTrial::wasOut).forEach(trial -> {
                trial.end();
                trial.put(later);
            });
            var sweep = new CanarySweep(access);
            trials.stream()
                    .filter(CanaryTrial::hasStarted)
                    .forEach(trial -> sweep.sweep(trial.canary()).ifPresent(says));
            return later.build();
        } finally {
            trials.forEach(trial -> left(trial).ifPresent(says));
        }
    }

    /** Second trials of what has failed by then: once may be chance. */
    private List<CanaryTrial> again(List<CanaryTrial> trials, Deadline patience) {
        var again = trials.stream()
                .filter(trial ->
                        trial.await(patience).reading() instanceof Reading.Failed<Canary.Started> && !trial.mayBeLeft())
                .map(CanaryTrial::again)
                .toList();
        again.forEach(CanaryTrial::start);
        return again;
    }

    private static Optional<String> left(CanaryTrial trial) {
        trial.end();
        return trial.mayBeLeft()
                ? trial.removal().map(command -> trial.name() + " may be left behind; remove it by hand: " + command)
                : Optional.empty();
    }

    private void notTried(Evidence.Builder into, String why) {
        var now = access.host().clock().instant();
        canaries.forEach(canary ->
                into.put(Canary.Started.TYPE, canary.name(), new Sample<>(new Reading.NotAsked<>(why), now, now)));
    }
}
