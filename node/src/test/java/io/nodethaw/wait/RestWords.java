package io.nodethaw.wait;

import io.nodethaw.evidence.LastRan;
import io.nodethaw.evidence.ProcessorClock;
import io.nodethaw.evidence.Tasks;
import java.time.Duration;

/** What the scheduler tells of processes made by hand. */
public final class RestWords {
    private static final int PROCESSOR = 2;
    private static final Duration NOW = Duration.ofHours(20);

    private RestWords() {}

    /** None of its threads has run for so long. It is told of the threads that it has now. */
    public static void rests(NodeEvidence node, ProcessEvidence process, Duration time) {
        var threads = node.evidence().seen(Tasks.TYPE, process.pid()).orElseThrow().tasks().stream()
                .map(task -> new LastRan.Thread(task.tid(), 100, PROCESSOR, NOW.minus(time)))
                .toList();
        node.says(ProcessorClock.TYPE, Integer.toString(PROCESSOR), new ProcessorClock(PROCESSOR, NOW));
        node.says(LastRan.TYPE, Integer.toString(process.pid()), new LastRan(process.pid(), threads));
    }
}
