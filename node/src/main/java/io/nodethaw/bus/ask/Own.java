package io.nodethaw.bus.ask;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.Outcome;
import io.nodethaw.collect.Probe;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Sample;
import java.time.Duration;

/** Reads in our own thread what is safe to read there. */
public final class Own {
    private Own() {}

    /** Puts what it reads into the evidence. */
    public static <T> void read(
            Host host, FactType<T> type, String instance, Probe.Ask<T> question, Evidence.Builder into) {
        var asked = host.clock().instant();
        var reading = Outcome.of(question, host.deadline(Duration.ZERO));
        into.put(type, instance, new Sample<>(reading, asked, host.clock().instant()));
    }
}
