package io.nodethaw.init.ask;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.wire.dbus.Variant;
import io.nodethaw.init.ManagerSaid;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Reads the properties of the manager that tell how it is. */
final class ManagerReader {
    private static final long NANOS_PER_MICRO = 1000;

    private ManagerReader() {}

    static ManagerSaid read(ManagerPeer systemd, Deadline deadline) throws IOException {
        var reply = systemd.managerProperties(deadline);
        Map<?, ?> all = reply.value(0, Map.class);
        return new ManagerSaid(
                text(all, "Version").orElseThrow(() -> new IOException("it tells no version")),
                text(all, "SystemState"),
                text(all, "LogLevel"),
                text(all, "LogTarget"),
                number(all, "NNames"),
                number(all, "NFailedUnits"),
                number(all, "NJobs"),
                number(all, "RuntimeWatchdogUSec")
                        .filter(micros ->
                                micros >= 0 && micros <= Long.MAX_VALUE / NANOS_PER_MICRO) // all bits: the default
                        .map(micros -> Duration.ofNanos(micros * NANOS_PER_MICRO)),
                text(all, "WatchdogDevice").filter(device -> !device.isEmpty()),
                reply.serial(),
                deadline.waited());
    }

    private static Optional<String> text(Map<?, ?> all, String name) {
        return value(all, name).filter(String.class::isInstance).map(String.class::cast);
    }

    private static Optional<Long> number(Map<?, ?> all, String name) {
        return value(all, name).filter(Number.class::isInstance).map(value -> ((Number) value).longValue());
    }

    private static Optional<Object> value(Map<?, ?> all, String name) {
        return Optional.ofNullable(all.get(name))
                .filter(Variant.class::isInstance)
                .map(value -> ((Variant) value).value());
    }
}
