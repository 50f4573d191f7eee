package io.nodethaw.format.strace;

import io.nodethaw.evidence.Logged;
import io.nodethaw.format.Found;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a process reads and writes of {@code freezer.state}. Who freezes a control group writes FROZEN and reads until it is so, which takes
 * moments (runc, libcontainer/cgroups/fs/freezer.go): where it reads FREEZING again and again, a task of the group does not get there.
 */
final class FreezerReads {
    private static final Pattern STATE = Pattern.compile("\"(FREEZING|FROZEN|THAWED)(?:\\\\n)?\"");

    private static final String FILE = "/freezer.state";

    /** Where paths begin that runc opens relative to a folder (libcontainer/cgroups/file.go, openFile). */
    private static final String ROOT = "/sys/fs/cgroup/";

    /** One reading of a state that changes is of the moment. */
    private static final int OFTEN = 2;

    private static final int MOST = 1_000;

    /** @param path empty where the trace does not show which file it is */
    private record Group(int pid, String path) {}

    private record Said(String state, int times, long line) {}

    private final Map<Group, Said> groups = new LinkedHashMap<>();

    /** A call of this process that has come back, about this file as far as it is told. */
    void take(int pid, StraceLine call, Optional<String> file, long line) {
        boolean reads = call.name().startsWith("read") || call.name().startsWith("pread");
        if (!reads && !call.name().startsWith("write") || call.arguments().indexOf('"') < 0) {
            return;
        }
        var state = STATE.matcher(call.arguments());
        boolean other = file.filter(path -> !path.endsWith(FILE)).isPresent();
        if (other || !state.find() || groups.size() >= MOST) {
            return;
        }
        var group = new Group(pid, file.map(FreezerReads::folder).orElse(""));
        if (state.group(1).equals("THAWED")) {
            groups.remove(group);
            groups.remove(new Group(pid, ""));
        } else if (reads) {
            groups.merge(group, new Said(state.group(1), 1, line), FreezerReads::both);
        }
    }

    private static Said both(Said before, Said now) {
        return new Said(now.state(), before.state().equals(now.state()) ? before.times() + 1 : 1, now.line());
    }

    private static String folder(String file) {
        var folder = file.substring(0, file.length() - FILE.length());
        return folder.startsWith("/") ? folder : ROOT + folder;
    }

    /** Adds the groups that this process leaves so, and tells whether there are any. */
    boolean end(int pid, String name, Found into) {
        boolean any = false;
        var who = pid > 0 ? name + " " + pid : name;
        for (var group : of(pid).entrySet()) {
            var said = group.getValue();
            if (said.times() < OFTEN) {
                continue;
            }
            var path = group.getKey();
            var logged = new Logged(
                    Logged.Sign.FROZEN,
                    name,
                    path.isEmpty() ? "the cgroup that " + who + " freezes" : path,
                    who + " reads " + said.state() + " of its freezer.state, and nothing else after that",
                    said.times(),
                    Optional.empty());
            into.put(Logged.TYPE, logged.key().instance(), logged, said.line());
            if (pid > 0) {
                into.process(pid, name, said.line());
            }
            any = true;
        }
        return any;
    }

    /** By path; a file that was open before the trace began is the only one that the process opens later. */
    private Map<String, Said> of(int pid) {
        var byPath = new LinkedHashMap<String, Said>();
        groups.forEach((group, said) -> {
            if (group.pid() == pid) {
                byPath.put(group.path(), said);
            }
        });
        if (byPath.size() > 1 && byPath.containsKey("")) {
            var before = byPath.remove("");
            if (byPath.size() == 1) {
                byPath.replaceAll((_, said) ->
                        before.line() < said.line() && before.state().equals(said.state())
                                ? new Said(said.state(), said.times() + before.times(), said.line())
                                : said);
            }
        }
        return byPath;
    }
}
