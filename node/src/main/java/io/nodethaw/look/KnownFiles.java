package io.nodethaw.look;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Sample;
import io.nodethaw.evidence.TcpSockets;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.hop.Chain;
import io.nodethaw.wait.NodeView;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The open files of processes as earlier looks of a session have read them. To read those of thousands of processes is most of what a
 * light look costs, and nearly all of them sleep: a process that has used no processor time since has the same files open. Processes that
 * serve others, or watch files, are always read. Used by one thread at a time.
 */
final class KnownFiles {
    /** Nothing older is taken for known: a process may do a little in less time than the kernel counts. */
    static final Duration MOST_AGE = Duration.ofMinutes(2);

    private static final String INOTIFY = "anon_inode:inotify";

    private final Host host;
    private Map<Integer, Known> all = Map.of();
    private Set<Long> unheld = Set.of();
    private Deadline begun;
    private boolean light;
    private boolean keeps;
    private boolean known;

    /** The files of a process, and what it was when they were read. */
    private record Known(ProcessTable.Entry process, Sample<Descriptors> sample, Deadline read) {
        boolean isStillSo(ProcessTable.Entry now) {
            return process.startTicks().isPresent()
                    && process.cpuTicks().isPresent()
                    && process.startTicks().equals(now.startTicks())
                    && process.cpuTicks().equals(now.cpuTicks())
                    && process.comm().equals(now.comm()) // who executes another program may have closed some
                    && read.waited().compareTo(MOST_AGE) < 0;
        }
    }

    KnownFiles(Host host) {
        this.host = host;
        this.begun = host.deadline(Duration.ZERO);
    }

    /**
     * To be called before each look. A session without light looks keeps nothing.
     *
     * @param light true where known readings may take the place of new ones
     */
    void begin(boolean light) {
        this.begun = host.deadline(Duration.ZERO);
        this.light = light;
        keeps |= light;
        known = false;
    }

    /** The open files to read. Of the other processes the readings of earlier looks are put into the evidence, with their times. */
    List<Key> wants(NodeView view, Evidence.Builder into) {
        return keys(view, process -> !isPut(process, into));
    }

    /** The open files of all processes. From here on the look has none that were known. */
    List<Key> all(NodeView view) {
        known = false;
        return keys(view, _ -> true);
    }

    private static List<Key> keys(NodeView view, Predicate<ProcessTable.Entry> wanted) {
        return view.processes().stream()
                .filter(process -> !process.isKernelThread() && !process.isGone() && view.isOurs(process.pid()))
                .filter(wanted)
                .sorted(Comparator.comparing(process -> process.parent() > 1)) // daemons and shims come first
                .map(process -> Descriptors.TYPE.key(process.pid()))
                .toList();
    }

    private boolean isPut(ProcessTable.Entry process, Evidence.Builder into) {
        var earlier = Optional.ofNullable(all.get(process.pid())).filter(one -> light && one.isStillSo(process));
        earlier.ifPresent(one -> into.put(Descriptors.TYPE, Integer.toString(process.pid()), one.sample()));
        known |= earlier.isPresent();
        return earlier.isPresent();
    }

    /** True while the evidence of this look has readings of earlier ones. */
    boolean areKnown() {
        return known;
    }

    /** False when somebody has begun to listen and nobody is known to: then one of the known readings holds no more. */
    boolean explain(NodeView view) {
        return !known || unheld.containsAll(unheld(view));
    }

    /** Takes over what a look has read. */
    void keep(NodeView view, Chain chain) {
        if (!keeps) {
            return;
        }
        var listening = listening(view).boxed().collect(Collectors.toSet());
        var kept = new HashMap<Integer, Known>();
        for (var process : processes(view)) {
            view.evidence()
                    .latest(Descriptors.TYPE, Integer.toString(process.pid()))
                    .flatMap(sample -> known(process, sample, listening))
                    .ifPresent(one -> kept.put(process.pid(), one));
        }
        kept.remove(ProcessTable.INIT);
        kept.keySet().removeAll(chain.processes(view));
        all = kept;
        unheld = unheld(view);
    }

    /** As they were before their files were read. */
    private static List<ProcessTable.Entry> processes(NodeView view) {
        return view.evidence().samples(ProcessTable.TYPE, "").stream()
                .flatMap(sample -> sample.reading().seen().stream())
                .findFirst()
                .map(ProcessTable::processes)
                .orElse(List.of());
    }

    /** Empty for a process that is always read. */
    private Optional<Known> known(ProcessTable.Entry process, Sample<Descriptors> sample, Set<Long> listening) {
        var before = all.get(process.pid());
        if (before != null && before.sample().origin().equals(sample.origin())) {
            return Optional.of(before);
        }
        return sample.reading() instanceof Reading.Seen<Descriptors>(var files)
                        && files.open().stream().noneMatch(file -> serves(file, listening))
                ? Optional.of(new Known(process, sample, begun))
                : Optional.empty();
    }

    private static boolean serves(Descriptors.Descriptor file, Set<Long> listening) {
        return file.target().equals(INOTIFY)
                || file.socket().filter(listening::contains).isPresent();
    }

    private static Set<Long> unheld(NodeView view) {
        return listening(view)
                .filter(inode -> view.socketHolders(inode).isEmpty())
                .boxed()
                .collect(Collectors.toSet());
    }

    private static LongStream listening(NodeView view) {
        return LongStream.concat(
                view.sockets().stream()
                        .filter(socket -> socket.state() == UnixSockets.State.LISTENING)
                        .mapToLong(UnixSockets.Socket::inode),
                view.evidence().seen(TcpSockets.TYPE).stream()
                        .flatMap(tcp -> tcp.sockets().stream())
                        .filter(TcpSockets.Socket::isListening)
                        .mapToLong(TcpSockets.Socket::inode));
    }
}
