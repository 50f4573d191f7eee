package io.nodethaw.format;

import io.nodethaw.evidence.Descriptors;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which process has what open, as far as lists of open files and sockets tell. */
public final class Holders {
    /** The most open files that are kept; lists of large nodes have a hundred thousand rows, most of them of threads or libraries. */
    private static final int MOST = 300_000;

    private static final int MOST_PROCESSES = 100_000;

    /** From so many letters on, a name in a list may be only a beginning (lsof(8), +c). */
    private static final int CUT = 9;

    /** Bytes of a comm, TASK_COMM_LEN without its zero byte (include/linux/sched.h). */
    private static final int COMM = 15;

    private static final class Holder {
        private String name;
        private final long line;
        private final Map<Integer, String> open = new TreeMap<>();
        private String folder = "";

        Holder(String name, long line) {
            this.name = name;
            this.line = line;
        }
    }

    private final Map<Integer, Holder> processes = new LinkedHashMap<>();
    private final Map<String, String> targets = new LinkedHashMap<>();
    private int count;
    private boolean full;

    /** A process, whatever it has open. */
    public void process(int pid, String name, long line) {
        of(pid, name, line);
    }

    /** An open file of a process. */
    public void open(int pid, String name, int fd, String target, long line) {
        var holder = of(pid, name, line);
        if (holder == null || holder.open.containsKey(fd)) {
            return;
        }
        if (count == MOST) {
            full = true;
            return;
        }
        count++;
        holder.open.put(fd, targets.computeIfAbsent(target, same -> same));
    }

    /** An open file of a process of which it is not told which one it is: it gets a number below zero, as no open file has. */
    public void open(int pid, String name, String target, long line) {
        open(
                pid,
                name,
                Math.min(Descriptors.Descriptor.UNTOLD, -(target.hashCode() & Integer.MAX_VALUE)),
                target,
                line);
    }

    /**
     * The file of a process's program, which tells the rest of its name where only the first letters are known.
     */
    public void program(int pid, String path) {
        var holder = processes.get(pid);
        var program = path.substring(path.lastIndexOf('/') + 1).replaceFirst(" \\(deleted\\)$", "");
        if (holder != null && program.startsWith(holder.name) && holder.name.length() >= CUT) {
            holder.name = program.length() <= COMM ? program : program.substring(0, COMM);
        }
    }

    /** What a program calls itself in a title: "sshd" of "sshd: root@pts/0". */
    public static String program(String title) {
        var name = title.substring(title.lastIndexOf('/') + 1);
        int end = name.indexOf(':');
        return end > 0 ? name.substring(0, end) : name;
    }

    /** The folder that a process works in. */
    public void folder(int pid, String name, String path, long line) {
        var holder = of(pid, name, line);
        if (holder != null) {
            holder.folder = path;
        }
    }

    private @Nullable Holder of(int pid, String name, long line) {
        var known = processes.get(pid);
        if (known != null || processes.size() == MOST_PROCESSES) {
            full |= known == null;
            return known;
        }
        var holder = new Holder(name, line);
        processes.put(pid, holder);
        return holder;
    }

    /** True for a process that was named before. */
    public boolean knows(int pid) {
        return processes.containsKey(pid);
    }

    /** True where nothing was named. */
    public boolean isEmpty() {
        return processes.isEmpty();
    }

    /** Adds what was named, after the last line. */
    public void end(Found into) {
        processes.forEach((pid, holder) -> {
            into.process(pid, holder.name, holder.line);
            if (!holder.open.isEmpty() || !holder.folder.isEmpty()) {
                var open = holder.open.entrySet().stream()
                        .map(file -> new Descriptors.Descriptor(file.getKey(), file.getValue()))
                        .toList();
                into.put(
                        Descriptors.TYPE,
                        Integer.toString(pid),
                        new Descriptors(pid, open, holder.folder),
                        holder.line);
            }
        });
        if (full) {
            into.note("only its first " + count + " open files are used");
            into.isPart();
        }
    }
}
