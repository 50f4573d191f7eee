package io.nodethaw.format.ps;

/** The last column of a list: a comm, or a whole command line, of which the name of the program is taken. */
final class Command {
    private static final String GONE = " <defunct>";

    /** Bytes of a comm, TASK_COMM_LEN without its zero byte (include/linux/sched.h). */
    private static final int COMM = 15;

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
        return text.length() <= COMM ? text : text.substring(0, COMM);
    }
}
