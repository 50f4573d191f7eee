package io.nodethaw.init.ask;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.MonotonicStamp;
import io.nodethaw.init.QueuedJobs;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Asks for the queued jobs, and of some what they wait for. */
final class JobsReader {
    /** The most jobs that are asked about one by one, each with a few questions; at boot there are hundreds. */
    static final int MOST = 40;

    private static final String UNIT = "org.freedesktop.systemd1.Unit";

    /** Kinds of units that have a process of their own while they change (org.freedesktop.systemd1(5), ControlPID). */
    private static final Set<String> WITH_PROCESS = Set.of("service", "mount", "swap", "socket");

    private static final Set<String> CHANGING = Set.of("activating", "deactivating", "reloading");

    /** Fields of a job in the answer of ListJobs. */
    private static final int ID = 0;

    private static final int NAME = 1;
    private static final int TYPE = 2;
    private static final int STATE = 3;
    private static final int PATH = 5;
    private static final int FIELDS = 6;

    private final ManagerPeer systemd;
    private final Deadline deadline;

    private JobsReader(ManagerPeer systemd, Deadline deadline) {
        this.systemd = systemd;
        this.deadline = deadline;
    }

    static QueuedJobs read(ManagerPeer systemd, Deadline deadline) throws IOException {
        List<?> all = systemd.call(systemd.manager("ListJobs"), deadline).value(0, List.class);
        var reader = new JobsReader(systemd, deadline);
        var listed = new ArrayList<List<?>>();
        for (var one : all) {
            if (one instanceof List<?> job && job.size() == FIELDS && job.get(ID) instanceof Long) {
                listed.add(job);
            }
        }
        listed.sort((one, other) -> Boolean.compare(isRunning(other), isRunning(one))); // those that hold up the others
        var jobs = new ArrayList<QueuedJobs.Job>();
        for (var job : listed.subList(0, Math.min(MOST, listed.size()))) {
            jobs.add(reader.job(job, listed));
        }
        return new QueuedJobs(jobs, listed.size() - jobs.size());
    }

    private static boolean isRunning(List<?> job) {
        return text(job, STATE).equals("running");
    }

    private QueuedJobs.Job job(List<?> job, List<List<?>> all) throws IOException {
        long id = (Long) job.get(ID);
        var path = text(job, PATH);
        var unit = text(job, NAME);
        boolean running = isRunning(job);
        return new QueuedJobs.Job(
                id,
                unit,
                text(job, TYPE),
                running,
                running ? changing(path) : Optional.empty(),
                running ? process(path, UnitsReader.kind(unit)) : Optional.empty(),
                running ? List.of() : after(id, path, all));
    }

    /** How long the unit is changing. */
    private Optional<Duration> changing(String path) throws IOException {
        var active = systemd.property(path, UNIT, "ActiveState", String.class, deadline);
        return active.filter(CHANGING::contains).isEmpty()
                ? Optional.empty()
                : systemd.property(path, UNIT, "StateChangeTimestampMonotonic", Long.class, deadline)
                        .filter(stamp -> stamp > 0)
                        .map(MonotonicStamp::age);
    }

    private Optional<Integer> process(String path, String kind) throws IOException {
        if (!WITH_PROCESS.contains(kind)) {
            return Optional.empty();
        }
        var type = "org.freedesktop.systemd1." + kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1);
        var control = pid(path, type, "ControlPID");
        return control.isPresent() || !kind.equals("service") ? control : pid(path, type, "MainPID");
    }

    private Optional<Integer> pid(String path, String type, String property) throws IOException {
        return systemd.property(path, type, property, Long.class, deadline)
                .filter(pid -> pid > 0 && pid <= Integer.MAX_VALUE)
                .map(Long::intValue);
    }

    /** The jobs that have to end first: as systemd says since 236, before that by the units that this one comes after. */
    private List<Long> after(long id, String path, List<List<?>> all) throws IOException {
        var reply = systemd.connection().call(systemd.manager("GetJobBefore").with("u", id), deadline);
        if (!reply.isError()) {
            var ids = new ArrayList<Long>();
            for (var one : reply.value(0, List.class)) {
                if (one instanceof List<?> job && !job.isEmpty() && job.getFirst() instanceof Long before) {
                    ids.add(before);
                }
            }
            return ids;
        }
        var jobs = ids(all);
        var ids = new ArrayList<Long>();
        for (var unit :
                systemd.property(path, UNIT, "After", List.class, deadline).orElse(List.of())) {
            Optional.ofNullable(jobs.get(String.valueOf(unit))).ifPresent(ids::add);
        }
        return ids;
    }

    private static Map<String, Long> ids(List<List<?>> all) {
        var ids = new HashMap<String, Long>();
        all.forEach(job -> ids.put(text(job, NAME), (Long) job.get(ID)));
        return ids;
    }

    private static String text(List<?> fields, int index) {
        return String.valueOf(fields.get(index));
    }
}
