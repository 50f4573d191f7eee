package io.nodethaw.format;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Any text: what is known in it is used, whatever stands around it. A log may hold a goroutine dump, and what people paste into an
 * issue holds a bit of everything.
 */
public final class TextFile implements FileFormat {
    private static final String KNOWN =
            "goroutine dumps, lists of processes (ps), kernel logs, /proc/PID/stack, cgroup.events, strace, dbus-monitor, "
                    + "busctl list, gdbus monitor, lsof, fuser, ss, netstat, lslocks, systemctl, systemd-analyze dump, mount, "
                    + "findmnt, df, gdb, delve, ctr tasks list, iostat -x, kubectl describe node, kubectl get -o yaml, "
                    + "and logs of kubelet, runtimes and systemd are known";

    private static final int MOST_NAMED = 5;
    private static final int MOST_PROGRAMS = 1_000;

    private final FileFormat dumps;
    private final Supplier<List<Finder>> finders;

    /**
     * @param dumps reads goroutines, from the first byte to the last
     * @param finders new ones for each text
     */
    public TextFile(FileFormat dumps, Supplier<List<Finder>> finders) {
        this.dumps = dumps;
        this.finders = finders;
    }

    @Override
    public String what() {
        return "a text";
    }

    @Override
    public boolean recognises(Head head) {
        if (dumps.recognises(head)) {
            return true;
        }
        var found = new Found("");
        var all = finders.get();
        long number = 0;
        var records = new Records(line -> all.forEach(finder -> finder.take(line)));
        for (var line : head.lines(Integer.MAX_VALUE).toList()) {
            number++;
            records.take(LineTap.clean(line), number);
        }
        records.flush();
        all.forEach(finder -> finder.end(found));
        return !found.kinds().isEmpty() || found.nothing().isPresent();
    }

    @Override
    public Piece read(InputStream in, String file) throws IOException {
        var all = finders.get();
        var hosts = new HostNames();
        var until = new HashMap<String, Double>();
        var records = new Records(line -> {
            hosts.take(line);
            until(line, until);
            all.forEach(finder -> finder.take(line));
        });
        var tap = new LineTap(in, (text, number) -> {
            if (!isTaken(all, text, number)) {
                records.take(text, number);
            }
        });
        Optional<Piece> dump;
        var none = new FileFormatException("nothing known in it", KNOWN);
        try {
            dump = Optional.of(dumps.read(tap, file));
        } catch (FileFormatException e) {
            dump = Optional.empty();
        }
        tap.finish();
        records.flush();
        if (!hosts.several().isEmpty()) {
            throw new FileFormatException(
                    "lines of several hosts, which must not be mixed: " + String.join(", ", named(hosts.several())),
                    "give the lines of each alone: grep ' " + hosts.several().getFirst() + " ' FILE");
        }
        var found = new Found(file);
        all.forEach(finder -> finder.end(found));
        if (dump.isEmpty() && found.kinds().isEmpty()) {
            throw found.nothing().orElse(none);
        }
        return piece(file, dump, found, hosts.only(), until);
    }

    private static boolean isTaken(List<Finder> finders, String text, long number) {
        for (var finder : finders) {
            if (finder.takes(text, number)) {
                return true;
            }
        }
        return false;
    }

    private static void until(Line line, Map<String, Double> until) {
        if (line.clock().isPresent()
                && line.program().isPresent()
                && (until.size() < MOST_PROGRAMS
                        || until.containsKey(line.program().get()))) {
            until.merge(line.program().get(), line.clock().get(), Math::max);
        }
    }

    private static List<String> named(List<String> hosts) {
        return hosts.size() <= MOST_NAMED
                ? hosts
                : Stream.concat(hosts.stream().limit(MOST_NAMED), Stream.of((hosts.size() - MOST_NAMED) + " more"))
                        .toList();
    }

    private static Piece piece(
            String file, Optional<Piece> dump, Found found, Optional<String> host, Map<String, Double> until) {
        var kinds = new ArrayList<String>();
        dump.map(Piece::what).ifPresent(kinds::add);
        kinds.addAll(found.kinds());
        var notes = new ArrayList<String>();
        dump.map(Piece::notes).ifPresent(notes::addAll);
        notes.addAll(found.notes());
        return new Piece(
                file,
                String.join(", ", kinds),
                false,
                dump.flatMap(Piece::host).or(() -> host),
                found.evidence(),
                Stream.concat(dump.map(Piece::processes).orElse(List.of()).stream(), found.processes().stream())
                        .toList(),
                found.tasks(),
                notes,
                found.isWhole() && dump.map(Piece::whole).orElse(true),
                until);
    }
}
