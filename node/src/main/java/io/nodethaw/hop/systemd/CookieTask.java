package io.nodethaw.hop.systemd;

import io.nodethaw.collect.child.Question;
import io.nodethaw.collect.child.ReaderTask;
import io.nodethaw.collect.memory.CookieFinder;
import io.nodethaw.collect.memory.MemoryMap;
import io.nodethaw.collect.memory.ProcessMemory;
import io.nodethaw.evidence.Key;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads PID 1's message counter in the reader child: memory and maps take the lock of its address space. */
public final class CookieTask {
    /** Name of the task. */
    public static final String TASK = "bus-cookie";

    private CookieTask() {}

    /** The task for the reader child: arguments fd, unique name, version (0 when not known). */
    public static ReaderTask task() {
        return arguments -> {
            var known = new CookieFinder.Known(
                    Integer.parseInt(arguments.get(0)), arguments.get(1), Integer.parseInt(arguments.get(2)), 0);
            var process = Path.of("/proc/" + BusLink.PID);
            try (var memory = ProcessMemory.open(process.resolve("mem"))) {
                var found = new CookieFinder(memory, MemoryMap.read(process.resolve("maps"))).find(known);
                var text = found.value() + " " + found.certain() + " " + found.how();
                return text.getBytes(StandardCharsets.UTF_8);
            }
        };
    }

    static Optional<Question<?>> question(Key key) {
        var parts = key.instance().split("/");
        if (!key.fact().equals(BusCookie.TYPE.name()) || parts.length != 3) {
            return Optional.empty();
        }
        return Optional.of(new Question<>(
                BusCookie.TYPE, key.instance(), "read of the memory of PID 1", TASK, List.of(parts), CookieTask::decode));
    }

    private static BusCookie decode(byte[] bytes) throws IOException {
        var parts = new String(bytes, StandardCharsets.UTF_8).split(" ", 3);
        if (parts.length != 3) {
            throw new IOException("the reader child's answer is cut off");
        }
        return new BusCookie(Long.parseLong(parts[0]), Boolean.parseBoolean(parts[1]), parts[2]);
    }
}
