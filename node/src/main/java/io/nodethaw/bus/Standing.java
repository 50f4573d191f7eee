package io.nodethaw.bus;

import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What else is known of a process that does not answer on the bus. */
final class Standing {
    private final Evidence evidence;

    Standing(Evidence evidence) {
        this.evidence = evidence;
    }

    /** One text for each thing that is known. */
    List<String> of(String owner) {
        var pid =
                evidence.seen(BusNames.TYPE).flatMap(names -> names.peer(owner)).flatMap(BusNames.Peer::pid);
        if (pid.isEmpty()) {
            return List.of("the bus does not tell its process");
        }
        var known = new ArrayList<String>();
        process(pid.get()).ifPresent(known::add);
        evidence.seen(BusEnds.TYPE, pid.get()).flatMap(BusEnds::known).ifPresent(ends -> known.add(queue(ends)));
        if (pid.get() == ProcessTable.INIT) {
            privately().ifPresent(known::add);
        }
        return known;
    }

    private Optional<String> process(int pid) {
        return evidence.seen(ProcessTable.TYPE)
                .map(table -> table.find(pid)
                        .map(process -> process.comm() + " " + pid + " " + state(process))
                        .orElse("process " + pid + " is not in sight"));
    }

    /** State letters of proc_pid_stat(5). */
    private static String state(ProcessTable.Entry process) {
        return switch (process.state()) {
            case 'T' -> "is stopped (state T)";
            case 't' -> "is held by a tracer (state t)";
            case 'D' -> "is in an uninterruptible wait (state D)";
            case 'Z', 'X' -> process.isEnding() ? "is ending, and has threads that cannot" : "has ended";
            default -> "is alive (state " + process.state() + ")";
        };
    }

    private static String queue(BusEnds ends) {
        if (ends.unread() == 0) {
            return "has read everything that the bus sent it";
        }
        return ends.unread() + " bytes of the bus unread"
                + (ends.ends().size() > 1 ? " in its " + ends.ends().size() + " connections" : "");
    }

    private Optional<String> privately() {
        return switch (evidence.reading(PrivateSerial.TYPE)) {
            case Reading.Seen<PrivateSerial> _ -> Optional.of("answers on its private socket");
            case Reading.Silent<PrivateSerial> _ -> Optional.of("silent on its private socket as well");
            case Reading.Failed<PrivateSerial> _, Reading.Refused<PrivateSerial> _, Reading.NotAsked<PrivateSerial> _ ->
                Optional.empty();
        };
    }
}
