package io.nodethaw.format.bus;

import io.nodethaw.evidence.Logged;
import io.nodethaw.format.Finder;
import io.nodethaw.format.Found;
import io.nodethaw.format.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who is on the bus: {@code busctl list} (systemd src/busctl/busctl.c, list_bus_names), and what {@code gdbus monitor} says of the name that
 * it watches (glib gio/gdbus-tool.c). A name of systemd without an owner is what everybody who calls it waits for; that it has one says that
 * systemd was on the bus, not that it reads from it.
 */
public final class BusNames implements Finder {
    private static final String SYSTEMD = "org.freedesktop.systemd1";
    private static final int MOST = 20_000;

    /** "org.freedesktop.login1  642 systemd-logind  root  :1.2 ...", ":1.2  642 ...", "org.freedesktop.x  - - - (activatable) - - -". */
    private static final Pattern ROW = Pattern.compile(
            "^(:\\d{1,9}\\.\\d{1,9}|[A-Za-z_][\\w-]{0,254}(?:\\.[\\w-]{1,255}){1,20}) +(\\d{1,9}|-) +(\\S{1,15}) +(\\S{1,64}) +(\\S{1,64})(?: .*)?$");

    private static final Pattern OWNED = Pattern.compile("^The name (\\S{1,255}) is owned by (:\\d{1,9}\\.\\d{1,9})$");
    private static final Pattern WITHOUT = Pattern.compile("^The name (\\S{1,255}) does not have an owner$");

    /** "/org/freedesktop/systemd1: org.freedesktop.systemd1.Manager.UnitNew (...)", a signal. */
    private static final Pattern SIGNAL =
            Pattern.compile("^/[\\w/]{0,255}: org\\.freedesktop\\.systemd1\\.[\\w.]{1,255} \\(.*$");

    private record Process(int pid, String name, long line) {}

    private final List<Process> processes = new ArrayList<>();
    private boolean inList;
    private boolean listed;
    private boolean watched;
    private Optional<String> owner = Optional.empty();
    private Optional<Line> without = Optional.empty();
    private long at;
    private long signals;

    @Override
    public void take(Line line) {
        var text = line.text();
        if (text.startsWith("NAME ") && text.contains(" PID PROCESS ") && text.contains(" CONNECTION ")) {
            inList = true;
            listed = true;
            at = at == 0 ? line.number() : at;
        } else if (inList) {
            row(text, line);
        } else if (text.startsWith("The name ") || watched) {
            watch(text, line);
        }
    }

    private void row(String text, Line line) {
        var row = ROW.matcher(text);
        inList = row.matches();
        if (!inList) {
            return;
        }
        boolean named = !row.group(2).equals("-");
        if (named && processes.size() < MOST) {
            processes.add(new Process(Integer.parseInt(row.group(2)), row.group(3), line.number()));
        }
        if (row.group(1).equals(SYSTEMD)) {
            owner = named ? Optional.of(row.group(5)) : owner;
            without = named ? without : Optional.of(line);
        }
    }

    private void watch(String text, Line line) {
        var owned = OWNED.matcher(text);
        var none = WITHOUT.matcher(text);
        if (owned.matches()) {
            watched = true;
            at = at == 0 ? line.number() : at;
            owner = owned.group(1).equals(SYSTEMD) ? Optional.of(owned.group(2)) : owner;
        } else if (none.matches()) {
            watched = true;
            at = at == 0 ? line.number() : at;
            without = none.group(1).equals(SYSTEMD) ? Optional.of(line) : without;
        } else if (SIGNAL.matcher(text).matches()) {
            signals++;
        }
    }

    @Override
    public void end(Found into) {
        if (!listed && !watched) {
            return;
        }
        into.is(listed ? "names on the bus" : "messages on the bus");
        processes.forEach(process -> into.process(process.pid(), process.name(), process.line()));
        owner.ifPresent(name -> into.note(
                at,
                SYSTEMD + " has an owner, " + name
                        + (watched && signals > 0 ? ", of which " + signals + " signals passed" : "")
                        + ": systemd was on the bus, which does not say that it reads from it"));
        without.filter(_ -> owner.isEmpty()).ifPresent(line -> {
            var logged = new Logged(
                    Logged.Sign.NAME_WITHOUT_OWNER, "", "", SYSTEMD + " has no owner on the bus", 1, Optional.empty());
            into.put(Logged.TYPE, logged.key().instance(), logged, line.number());
        });
    }
}
