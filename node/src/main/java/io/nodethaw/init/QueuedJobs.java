package io.nodethaw.init;

import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Foreign;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The jobs that systemd has queued. One instance, with a sample for each question: systemd does not tell when a job was queued.
 *
 * @param jobs those that were asked about one by one
 * @param more how many others there are
 */
public record QueuedJobs(List<Job> jobs, int more) {
    public static final FactType<QueuedJobs> TYPE = new FactType<>("queued-jobs", QueuedJobs.class);

    public QueuedJobs {
        jobs = List.copyOf(jobs);
    }

    /**
     * A job.
     *
     * @param type "start", "stop", "restart", "reload", "verify-active"
     * @param running false while it waits for others
     * @param changingFor how long its unit has been activating, deactivating or reloading: it has run for at least so long
     * @param pid of the process that the unit waits for
     * @param after the jobs that have to end before; empty where systemd does not tell
     */
    public record Job(
            long id,
            String unit,
            String type,
            boolean running,
            Optional<Duration> changingFor,
            Optional<Integer> pid,
            List<Long> after) {
        public Job {
            unit = Foreign.cut(unit);
            type = Foreign.cut(type);
            after = List.copyOf(after);
        }
    }
}
