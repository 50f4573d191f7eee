package io.nodethaw.format.containers;

import io.nodethaw.evidence.Logged;
import io.nodethaw.format.Finder;
import io.nodethaw.format.Found;
import io.nodethaw.format.Line;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The containers that a runtime holds for running, with their pids: {@code ctr tasks list} and {@code docker inspect}. */
public final class TaskLists implements Finder {
    private static final Pattern HEADER = Pattern.compile("^TASK +PID +STATUS$");
    private static final Pattern ROW = Pattern.compile("^(\\S{1,128}) +(\\d{1,9}) +([A-Z]{3,12})$");
    private static final Pattern ID = Pattern.compile("^\"Id\": \"([0-9a-f]{12,64})\"");
    private static final Pattern STATUS = Pattern.compile("^\"Status\": \"(\\w{1,20})\"");
    private static final Pattern PID = Pattern.compile("^\"Pid\": (\\d{1,9})\\b");
    private static final int MOST = 1_000;

    private record Task(String program, int pid, Line line) {}

    private final Map<String, Task> running = new LinkedHashMap<>();
    private boolean inList;
    private boolean isList;
    private Optional<String> id = Optional.empty();
    private boolean runs;

    @Override
    public void take(Line line) {
        var text = line.text();
        if (text.startsWith("TASK ") && HEADER.matcher(text).find()) {
            inList = true;
            isList = true;
        } else if (inList) {
            var row = ROW.matcher(text);
            inList = row.find();
            if (inList && row.group(3).equals("RUNNING")) {
                keep(row.group(1), "containerd", Integer.parseInt(row.group(2)), line);
            }
        } else if (text.startsWith("\"")) {
            inspected(text, line);
        }
    }

    private void inspected(String text, Line line) {
        var container = ID.matcher(text);
        var status = STATUS.matcher(text);
        var pid = PID.matcher(text);
        if (container.find()) {
            id = Optional.of(container.group(1));
            runs = false;
        } else if (status.find()) {
            runs = status.group(1).equals("running");
        } else if (pid.find() && runs && id.isPresent()) {
            isList = true;
            keep(id.get(), "dockerd", Integer.parseInt(pid.group(1)), line);
        }
    }

    private void keep(String container, String program, int pid, Line line) {
        if (pid > 0 && running.size() < MOST) {
            running.put(container, new Task(program, pid, line));
        }
    }

    @Override
    public void end(Found into) {
        if (isList) {
            into.is("a list of containers");
        }
        running.forEach((container, task) -> {
            var logged = new Logged(
                    Logged.Sign.TASK_RUNNING,
                    task.program(),
                    container + " " + task.pid(),
                    "lists " + container + " as running with pid " + task.pid(),
                    1,
                    Optional.empty());
            into.put(Logged.TYPE, logged.key().instance(), logged, task.line().number());
        });
    }
}
