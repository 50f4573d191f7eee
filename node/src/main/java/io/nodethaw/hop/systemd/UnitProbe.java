package io.nodethaw.hop.systemd;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.MonotonicStamp;
import io.nodethaw.collect.wire.dbus.BusConnection;
import io.nodethaw.collect.wire.dbus.Message;
import io.nodethaw.collect.wire.dbus.MethodCall;
import io.nodethaw.collect.wire.dbus.Variant;
import io.nodethaw.evidence.Units;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Asks systemd for the state of some units. Only what it has in memory is asked for: a question that makes it read a file
 * (UnitFileState) could make it hang where the disk does.
 */
final class UnitProbe {
    private static final String UNIT = "org.freedesktop.systemd1.Unit";
    private static final String SERVICE = "org.freedesktop.systemd1.Service";
    private static final String UNKNOWN_METHOD = "org.freedesktop.DBus.Error.UnknownMethod";

    /** Fields of a unit in the answers of ListUnits (org.freedesktop.systemd1(5)). */
    private static final int NAME = 0;

    private static final int LOAD = 2;
    private static final int ACTIVE = 3;
    private static final int SUB = 4;
    private static final int PATH = 6;
    private static final int JOB_TYPE = 8;
    private static final int FIELDS = 10;

    /** A run that is as young may be one of those that end soon (UnitCondition). */
    private static final Duration BEGINNING = Duration.ofSeconds(30);

    /** Microseconds that systemd and the preparations of a start may take. */
    private static final long SLACK = 5_000_000;

    private static final long NANOS_PER_MICRO = 1_000;

    private final BusConnection peer;
    private final String destination;
    private final Deadline deadline;

    /** @param destination systemd's name on the bus; empty where it is the only one at the other end */
    UnitProbe(BusConnection peer, String destination, Deadline deadline) {
        this.peer = peer;
        this.destination = destination;
        this.deadline = deadline;
    }

    /** Those of the named units that it has loaded. */
    Units ask(Set<String> names) throws IOException {
        var units = new ArrayList<Units.Unit>();
        for (var fields : list(names)) {
            if (fields instanceof List<?> unit && unit.size() == FIELDS && names.contains(text(unit, NAME))) {
                units.add(unit(unit));
            }
        }
        return new Units(units);
    }

    private List<?> list(Set<String> names) throws IOException {
        var some = manager("ListUnitsByPatterns").with("asas", List.of(), List.copyOf(names));
        var reply = peer.call(some, deadline);
        if (reply.errorName().equals(UNKNOWN_METHOD)) { // came with 230
            reply = peer.call(manager("ListUnits"), deadline);
        }
        return reply.value(0, List.class);
    }

    private MethodCall manager(String member) {
        return MethodCall.method(destination, SystemdProbe.PATH, SystemdProbe.MANAGER, member);
    }

    private Units.Unit unit(List<?> fields) throws IOException {
        var path = text(fields, PATH);
        var active = text(fields, ACTIVE);
        boolean runs = active.equals("active"); // little more needs to be known of it
        var since = stamp(path, UNIT, "StateChangeTimestampMonotonic").map(MonotonicStamp::age);
        boolean begins =
                runs && since.filter(age -> age.compareTo(BEGINNING) < 0).isPresent();
        return new Units.Unit(
                text(fields, NAME),
                text(fields, LOAD),
                active,
                text(fields, SUB),
                text(fields, JOB_TYPE),
                runs ? List.of() : wantedBy(path),
                runs ? "" : get(path, SERVICE, "Result", String.class).orElse(""),
                runs && !begins ? Optional.empty() : since,
                runs && !begins ? Optional.empty() : get(path, SERVICE, "NRestarts", Long.class),
                runs ? Optional.empty() : mainPid(path),
                runs ? Optional.empty() : lastRun(path),
                active.equals("activating") ? startLimit(path) : Optional.empty(),
                active.equals("activating") ? failedBefore(path) : Optional.empty());
    }

    /**
     * True when more time has passed since it was last active than the pause before a restart and this start have taken: another start
     * was in between. Empty where this is not known.
     */
    private Optional<Boolean> failedBefore(String path) throws IOException {
        var pause = get(path, SERVICE, "RestartUSec", Long.class);
        var begun = stamp(path, SERVICE, "ExecMainStartTimestampMonotonic");
        var ended = get(path, UNIT, "ActiveExitTimestampMonotonic", Long.class);
        if (pause.isEmpty() || begun.isEmpty() || ended.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(begun.get() - ended.get() - pause.get() > SLACK);
    }

    private Optional<Duration> startLimit(String path) throws IOException {
        return get(path, SERVICE, "TimeoutStartUSec", Long.class)
                .filter(micros -> micros > 0 && micros <= Long.MAX_VALUE / NANOS_PER_MICRO) // all bits are set for none
                .map(micros -> Duration.ofNanos(micros * NANOS_PER_MICRO));
    }

    /** Before there is one, the command that prepares its start (ExecStartPre). */
    private Optional<Integer> mainPid(String path) throws IOException {
        var main = pid(path, "MainPID");
        return main.isPresent() ? main : pid(path, "ControlPID");
    }

    private Optional<Integer> pid(String path, String property) throws IOException {
        return get(path, SERVICE, property, Long.class)
                .filter(pid -> pid > 0 && pid <= Integer.MAX_VALUE)
                .map(Long::intValue);
    }

    private List<String> wantedBy(String path) throws IOException {
        var all = new ArrayList<>(names(path, "WantedBy"));
        all.addAll(names(path, "RequiredBy"));
        return all;
    }

    /**
     * How its main process ended last. While one runs, systemd tells nothing of the one before (src/core/execute.c,
     * exec_status_start); so what was told of one that has been started anew meanwhile is of neither.
     */
    private Optional<Units.Run> lastRun(String path) throws IOException {
        var started = stamp(path, SERVICE, "ExecMainStartTimestampMonotonic");
        var ended = stamp(path, SERVICE, "ExecMainExitTimestampMonotonic");
        if (started.isEmpty() || ended.isEmpty() || ended.get() < started.get()) {
            return Optional.empty(); // it has never run, or runs
        }
        var code = get(path, SERVICE, "ExecMainCode", Integer.class);
        var status = get(path, SERVICE, "ExecMainStatus", Integer.class);
        boolean another =
                !stamp(path, SERVICE, "ExecMainExitTimestampMonotonic").equals(ended);
        return another || code.isEmpty() || status.isEmpty()
                ? Optional.empty()
                : Optional.of(new Units.Run(
                        code.get(), status.get(), Duration.ofNanos((ended.get() - started.get()) * NANOS_PER_MICRO)));
    }

    /** Microseconds of CLOCK_MONOTONIC; systemd writes 0 for never. */
    private Optional<Long> stamp(String path, String type, String property) throws IOException {
        return get(path, type, property, Long.class).filter(stamp -> stamp > 0);
    }

    private List<String> names(String path, String property) throws IOException {
        var names = new ArrayList<String>();
        get(path, UNIT, property, List.class).ifPresent(all -> {
            for (Object name : all) {
                names.add(String.valueOf(name));
            }
        });
        return names;
    }

    /** Absent where this systemd or this kind of unit has no such property. */
    private <T> Optional<T> get(String path, String type, String property, Class<T> expected) throws IOException {
        var call = MethodCall.method(destination, path, "org.freedesktop.DBus.Properties", "Get")
                .with("ss", type, property);
        return value(peer.call(call, deadline))
                .map(Variant::value)
                .filter(expected::isInstance)
                .map(expected::cast);
    }

    private static Optional<Variant> value(Message reply) throws IOException {
        return reply.isError() ? Optional.empty() : Optional.of(reply.value(0, Variant.class));
    }

    private static String text(List<?> fields, int index) {
        return String.valueOf(fields.get(index));
    }
}
