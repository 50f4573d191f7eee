package io.nodethaw.hop.systemd;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.child.Question;
import io.nodethaw.collect.child.ReaderTask;
import io.nodethaw.collect.child.Subject;
import io.nodethaw.collect.memory.MarkedConnection;
import io.nodethaw.collect.memory.ProcessMemory;
import io.nodethaw.collect.source.InChild;
import io.nodethaw.collect.wire.dbus.SystemBus;
import io.nodethaw.evidence.BusCookie;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.memory.CookieFinder;
import io.nodethaw.memory.MemoryMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads PID 1's message counter in the reader child: memory and maps take the lock of its address space. */
final class CookieTask {
    private static final String TASK = "bus-cookie";

    /** The user id that may read PID 1's memory. */
    private static final long ROOT = 0;

    private CookieTask() {}

    /** How long the second, private connection may take: systemd answers there at once, even when it is deaf on the bus. */
    private static final Duration MARK_LIMIT = Duration.ofMillis(200);

    /** The task for the reader child: arguments fd, unique name, version (0 when not known). */
    private static ReaderTask task(Host host) {
        return arguments -> {
            var second = second(host);
            try {
                return find(arguments, second.map(MarkedConnection::mark).orElse(0L));
            } finally {
                if (second.isPresent()) {
                    second.get().close();
                }
            }
        };
    }

    private static Optional<MarkedConnection> second(Host host) {
        try {
            return Optional.of(MarkedConnection.open(SystemBus.systemd(host), ROOT, Deadline.in(MARK_LIMIT)));
        } catch (IOException e) {
            return Optional.empty(); // then only the layout of the version can confirm it
        }
    }

    /** @param mark counter of a second connection that confirms where the field is; 0 without one */
    private static byte[] find(List<String> arguments, long mark) throws IOException {
        var known = new CookieFinder.Known(
                Integer.parseInt(arguments.get(0)), arguments.get(1), Integer.parseInt(arguments.get(2)), mark);
        var process = Path.of("/proc/" + ProcessTable.INIT);
        try (var memory = ProcessMemory.open(process.resolve("mem"))) {
            var found = new CookieFinder(memory, MemoryMap.read(process.resolve("maps"))).find(known);
            var text = found.value() + " " + found.certain() + " " + found.how();
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    static InChild<BusCookie> source(Host host) {
        return new InChild<>(
                BusCookie.TYPE,
                "the memory of PID 1, only when it is deaf: its message counter; with one more connection to `/run/systemd/private`",
                TASK,
                () -> task(host),
                CookieTask::question);
    }

    private static Optional<Question<BusCookie>> question(String instance) {
        var parts = instance.split("/");
        if (parts.length != 3) {
            return Optional.empty();
        }
        return Optional.of(new Question<>(
                BusCookie.TYPE,
                instance,
                "read of the memory of PID 1",
                Subject.memory(ProcessTable.INIT),
                TASK,
                List.of(parts),
                CookieTask::decode));
    }

    private static BusCookie decode(byte[] bytes) throws IOException {
        var parts = new String(bytes, StandardCharsets.UTF_8).split(" ", 3);
        if (parts.length != 3) {
            throw new IOException("the reader child's answer is cut off");
        }
        return new BusCookie(Long.parseLong(parts[0]), Boolean.parseBoolean(parts[1]), parts[2]);
    }
}
