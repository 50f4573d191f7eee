package io.nodethaw;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.socket.SystemCalls;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The pages of our own program files that are mapped: of Java's library, of its classes and of the AOT cache. A look needs a part of
 * them for a moment, and the kernel maps their neighbours with each (mm/memory.c, do_fault_around), so that all of them would count as memory of a program that
 * sleeps nearly always. They stay in the page cache, where the next look finds them. Used by one thread at a time.
 */
final class OwnPages {
    /** Parts smaller than this, in KiB, are not worth a system call. */
    private static final long WORTH = 512;

    /** include/uapi/asm-generic/mman-common.h. */
    private static final int MADV_DONTNEED = 4;

    /** A line "from-to permissions offset device inode file" begins a part, lines "name: size kB" tell of it. */
    private static final Pattern HEAD =
            Pattern.compile("([0-9a-f]{1,16})-([0-9a-f]{1,16}) (\\S{4}) \\S+ \\S+ \\S+ *(.*)");

    private static final Pattern SIZE = Pattern.compile("(\\w+): +(\\d{1,15}) kB");

    /** Pages that were written to: they are no longer the file's. */
    private static final Set<String> OWN = Set.of("Anonymous", "Swap", "Private_Dirty", "Shared_Dirty");

    /** Permissions of what nobody writes to. */
    private static final Set<String> READ = Set.of("r-xp", "r--p", "r--s");

    private Optional<List<Part>> known = Optional.empty();

    /**
     * A part of our address space that a file is mapped into.
     *
     * @param permissions "r-xp"
     * @param resident KiB that are mapped
     * @param own KiB that are not the file's, because they were written to, in memory or swapped out; empty where that is not told
     */
    record Part(long from, long to, String permissions, String file, long resident, Optional<Long> own) {
        /** True when it has nothing but pages that can be read from the file again: the others would be lost. */
        boolean canBeReadAgain() {
            return READ.contains(permissions)
                    && (file.endsWith("/libjvm.so") || file.endsWith(".aot") || file.endsWith("/lib/modules"))
                    && own.filter(kibibytes -> kibibytes == 0).isPresent();
        }
    }

    /** Unmaps the pages that can be read again. Without system calls or without smaps it does nothing. */
    void letGo() {
        var parts = known.orElseGet(OwnPages::find);
        known = Optional.of(parts);
        try {
            var kernel = new SystemCalls();
            for (var part : parts) {
                long _ = kernel.call(SystemCalls.Name.MADVISE, part.from(), part.to() - part.from(), MADV_DONTNEED);
            }
        } catch (NotAskedException e) {
            known = Optional.of(List.of());
        }
    }

    /** Nobody writes to them later either: only their owner could allow itself to, and Java does not. */
    private static List<Part> find() {
        try (var maps = new BufferedReader(new InputStreamReader(new FileInputStream("/proc/self/smaps"), UTF_8))) {
            return parts(maps).stream()
                    .filter(part -> part.canBeReadAgain() && part.resident() >= WORTH)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** The parts that a file is mapped into, from the text of smaps (proc_pid_smaps(5)). */
    static List<Part> parts(BufferedReader smaps) throws IOException {
        var parts = new ArrayList<Part>();
        var head = "";
        var sizes = new HashMap<String, Long>();
        for (var line = smaps.readLine(); line != null; line = smaps.readLine()) {
            var size = SIZE.matcher(line);
            if (size.matches()) {
                sizes.put(size.group(1), Long.parseLong(size.group(2)));
            } else if (HEAD.matcher(line).matches()) {
                part(head, sizes).ifPresent(parts::add);
                head = line;
                sizes.clear();
            }
        }
        part(head, sizes).ifPresent(parts::add);
        return parts;
    }

    private static Optional<Part> part(String line, Map<String, Long> sizes) {
        var head = HEAD.matcher(line);
        if (!head.matches() || !head.group(4).startsWith("/")) {
            return Optional.empty();
        }
        var own = OWN.stream().allMatch(sizes::containsKey)
                ? Optional.of(OWN.stream()
                        .mapToLong(name -> sizes.getOrDefault(name, 0L))
                        .sum())
                : Optional.<Long>empty();
        return Optional.of(new Part(
                Long.parseUnsignedLong(head.group(1), 16),
                Long.parseUnsignedLong(head.group(2), 16),
                head.group(3),
                head.group(4),
                sizes.getOrDefault("Rss", 0L),
                own));
    }
}
