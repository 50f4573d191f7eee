package io.nodethaw.wait;

import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Sample;
import java.time.Duration;

/** Evidence in which goroutines are read a second time, as a look does with those that it needs. */
public final class ReadTwice {
    /** Between both samples. */
    public static final Duration BETWEEN = Duration.ofMillis(600);

    private ReadTwice() {}

    /** The second sample shows what the first did. */
    public static NodeView same(NodeEvidence node) {
        var evidence = node.evidence();
        var builder = evidence.toBuilder();
        evidence.readings(Goroutines.TYPE)
                .forEach((_, reading) -> again(builder, reading.seen().orElseThrow()));
        return new NodeView(builder.build());
    }

    /** The second sample of one process shows this. */
    public static NodeView then(NodeEvidence node, Goroutines later) {
        var builder = node.evidence().toBuilder();
        again(builder, later);
        return new NodeView(builder.build());
    }

    private static void again(Evidence.Builder builder, Goroutines goroutines) {
        var later = NodeEvidence.AT.plus(BETWEEN);
        builder.put(
                Goroutines.TYPE,
                Integer.toString(goroutines.pid()),
                new Sample<>(new Reading.Seen<>(goroutines), later, later));
    }
}
