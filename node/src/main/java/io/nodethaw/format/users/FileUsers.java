package io.nodethaw.format.users;

import io.nodethaw.format.Finder;
import io.nodethaw.format.Found;
import io.nodethaw.format.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who uses a file, as {@code fuser -v} lists it (psmisc src/fuser.c, print_matches): processes with their names, and what the kernel itself
 * has mounted there. It says nothing of waits.
 */
public final class FileUsers implements Finder {
    private static final int MOST = 10_000;
    private static final int MOST_TOLD = 8;

    /** "/mnt/data:            root       1234 f...m java"; further users of the file follow without its name. */
    private static final Pattern ROW = Pattern.compile(
            "^(?:(/\\S.{0,4096}?|\\d{1,5}/(?:tcp|udp)): +)?([a-z_][\\w.+-]{0,31}) +(kernel|\\d{1,9}) ([.cefFmrRtx]{4,6}|mount|swap|knfsd) (.{1,15})$");

    private record User(String file, String pid, String access, String name, long line) {}

    private final List<User> users = new ArrayList<>();
    private boolean inList;
    private String file = "";
    private long first;

    @Override
    public void take(Line line) {
        var text = line.text();
        if (text.startsWith("USER ") && text.contains(" PID ") && text.contains(" ACCESS ")) {
            inList = true;
            file = "";
            first = first == 0 ? line.number() : first;
        } else if (inList) {
            var row = ROW.matcher(text);
            inList = row.matches();
            if (inList && users.size() < MOST) {
                file = Optional.ofNullable(row.group(1)).orElse(file);
                users.add(
                        new User(file, row.group(3), row.group(4), row.group(5).strip(), line.number()));
            }
        }
    }

    @Override
    public void end(Found into) {
        if (first == 0) {
            return;
        }
        into.is("users of files");
        var processes =
                users.stream().filter(user -> !user.pid().equals("kernel")).toList();
        processes.forEach(user -> into.process(Integer.parseInt(user.pid()), user.name(), user.line()));
        processes.stream()
                .filter(user -> !user.file().isEmpty())
                .limit(MOST_TOLD)
                .forEach(user -> into.note(
                        user.line(),
                        user.file() + " is used by " + user.name() + " " + user.pid() + " (" + user.access() + ")"));
    }
}
