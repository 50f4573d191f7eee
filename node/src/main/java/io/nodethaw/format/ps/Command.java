package io.nodethaw.format.ps;

import java.util.Map;

/** The last column of a list: a comm, or a whole command line, of which the name of the program is taken. */
final class Command {
    private static final String GONE = " <defunct>";

    /** Bytes of a comm, TASK_COMM_LEN without its zero byte (include/linux/sched.h). */
    private static final int COMM = 15;

    /** Names under which packages of Docker have shipped the programs of the chain, until 18.09 (moby, hack/make.sh; docker-ce-packaging). */
    private static final Map<String, String> SHIPPED = Map.of(
            "docker-containerd", "containerd",
            "docker-containerd-current", "containerd",
            "docker-containerd-shim", "containerd-shim",
            "docker-containerd-shim-current", "containerd-shim",
            "dockerd-current", "dockerd",
            "dockerd-ce", "dockerd");

    private Command() {}

    /** "dockerd" of "/usr/bin/dockerd -H fd://"; "runc:[2:INIT]" of "[runc:[2:INIT]] <defunct>"; a comm with blanks as it is. */
    static String name(String command) {
        var text = command.endsWith(GONE) ? command.substring(0, command.length() - GONE.length()) : command;
        if (text.startsWith("[") && text.endsWith("]") && text.length() > 2) {
            text = text.substring(1, text.length() - 1);
        } else if (text.startsWith("/") || text.contains(" -") || text.contains(" /")) {
            text = text.split(" ", 2)[0];
            text = text.substring(text.lastIndexOf('/') + 1);
        }
        return cut(text);
    }

    private static String cut(String text) {
        return text.length() <= COMM ? text : text.substring(0, COMM);
    }

    /**
     * The program of a whole command line: "dockerd" of "/usr/bin/dockerd -H fd://", and of "runc init" the name that it gives
     * itself (runc, libcontainer/nsenter/nsexec.c).
     */
    static String program(String command) {
        var text = command.endsWith(GONE) ? command.substring(0, command.length() - GONE.length()) : command;
        if (text.startsWith("[") && text.endsWith("]")) {
            return name(text);
        }
        text = text.replaceFirst("^(?:\\\\_ |[|`] |\\\\_|\\s)++", "");
        var words = text.split("\\s+", 3);
        var first = words[0].substring(words[0].lastIndexOf('/') + 1);
        first = SHIPPED.getOrDefault(first, first);
        if (first.endsWith("runc") && words.length > 1 && words[1].equals("init")) {
            return "runc:[2:INIT]";
        }
        return cut(first.endsWith(":") && first.length() > 1 ? first.substring(0, first.length() - 1) : first);
    }
}
