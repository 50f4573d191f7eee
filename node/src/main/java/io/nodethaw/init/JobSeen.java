package io.nodethaw.init;

import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Origin;
import io.nodethaw.evidence.Sample;
import io.nodethaw.wait.NodeView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A job that is queued.
 *
 * @param seenFor for how long it was seen; it may be much older
 * @param process that its unit waits for: "sleep 4711"
 * @param waits the jobs that have to end before, as they are called here: "12 start of x.service"
 */
public record JobSeen(QueuedJobs.Job job, Duration seenFor, Optional<String> process, List<String> waits) {
    public JobSeen {
        waits = List.copyOf(waits);
    }

    /** "start of x.service". */
    public String title() {
        return job.type() + " of " + job.unit();
    }

    /** How long it has lasted at least. */
    public Duration atLeast() {
        return job.changingFor().filter(age -> age.compareTo(seenFor) > 0).orElse(seenFor);
    }

    /** The jobs of the newest answer; those that run first. */
    static List<JobSeen> all(Evidence evidence) {
        var samples = evidence.samples(QueuedJobs.TYPE, "").stream()
                .filter(sample -> sample.reading().seen().isPresent())
                .toList();
        if (samples.isEmpty()) {
            return List.of();
        }
        var view = new NodeView(evidence);
        var first = firstSeen(samples);
        var last = samples.getLast();
        var jobs = last.reading().seen().orElseThrow().jobs();
        var seen = new ArrayList<JobSeen>();
        for (var job : jobs) {
            var since = first.get(job.id());
            seen.add(new JobSeen(
                    job,
                    since == null ? Duration.ZERO : Duration.between(since, asked(last)),
                    job.pid().map(view::name),
                    job.after().stream().map(id -> name(id, jobs)).toList()));
        }
        seen.sort(
                (one, other) -> Boolean.compare(other.job().running(), one.job().running()));
        return seen;
    }

    private static Map<Long, Instant> firstSeen(List<Sample<QueuedJobs>> samples) {
        var first = new HashMap<Long, Instant>();
        for (var sample : samples) {
            sample.reading()
                    .seen()
                    .ifPresent(jobs -> jobs.jobs().forEach(job -> first.putIfAbsent(job.id(), asked(sample))));
        }
        return first;
    }

    private static Instant asked(Sample<?> sample) {
        return sample.origin() instanceof Origin.Live(var at, var _) ? at : Instant.EPOCH;
    }

    private static String name(long id, List<QueuedJobs.Job> jobs) {
        return jobs.stream()
                .filter(job -> job.id() == id)
                .map(job -> id + " " + job.type() + " of " + job.unit())
                .findFirst()
                .orElse(Long.toString(id));
    }
}
