package io.nodethaw.collect.proc;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.evidence.Tasks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Optional;

/** Reads the threads of a process: four small files of each (stat, status, wchan, schedstat). */
final class TasksReader {
    /**
     * The counts of context switches are among this many last lines (fs/proc/array.c proc_pid_status); some fifty lines come
     * before.
     */
    private static final int SWITCH_LINES = 5;

    private final KernelFile file = new KernelFile(2048);

    Tasks read(Host host, int pid) throws IOException {
        var folder = host.proc(pid, "task").toString();
        var tasks = new ArrayList<Tasks.Task>();
        for (int tid : Numbers.in(folder)) {
            try {
                tasks.add(task(folder + "/" + tid));
            } catch (NotAskedException ended) {
                // it ended or was closed since the folder was listed
            }
        }
        return new Tasks(pid, tasks);
    }

    private Tasks.Task task(String folder) throws IOException {
        var stat = StatLine.parse(file.readOnePiece(folder + "/stat"));
        int tracer = 0;
        long switches = 0;
        var status = file.readOnePiece(folder + "/status");
        do {
            if (status.skip("TracerPid:")) {
                tracer = status.integer();
                status.seekLastLines(SWITCH_LINES);
            } else if (status.skip("voluntary_ctxt_switches:") || status.skip("nonvoluntary_ctxt_switches:")) {
                switches += status.number();
            }
        } while (status.nextLine());
        return new Tasks.Task(
                stat.pid(),
                stat.comm(),
                stat.state(),
                KernelWaitsReader.wchan(file, folder),
                tracer,
                stat.cpuTicks(),
                Optional.of(switches),
                queued(folder));
    }

    /**
     * The second of three numbers: {@code sched_info.run_delay} (fs/proc/base.c proc_pid_schedstat). A kernel without
     * CONFIG_SCHED_INFO has no such file.
     */
    private Optional<Long> queued(String folder) throws IOException {
        try {
            var text = file.readOnePiece(folder + "/schedstat");
            text.number();
            return Optional.of(text.number());
        } catch (NotAskedException none) {
            return Optional.empty();
        }
    }
}
