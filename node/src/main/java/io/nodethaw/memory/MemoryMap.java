package io.nodethaw.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The address space of one process, as {@code /proc/PID/maps} lists it (proc(5)).
 *
 * @param regions by ascending address
 */
public record MemoryMap(List<Region> regions) {
    /** The kernel's default limit is 65,530 (vm.max_map_count). */
    private static final int MAX_REGIONS = 1 << 17;

    /** systemd and its library have the same version since v231; Fedora and Debian add the release of the package. */
    private static final Pattern SYSTEMD_LIBRARY = Pattern.compile("/libsystemd-shared-(\\d{3})[^/]*$");

    private static final Pattern LINE =
            Pattern.compile("([0-9a-f]{1,16})-([0-9a-f]{1,16}) ([r-][w-][x-][ps]) \\S+ \\S+ \\S+ *(.*)");

    public MemoryMap {
        regions = List.copyOf(regions);
    }

    /**
     * One range of addresses.
     *
     * @param start first address
     * @param end first address after it
     * @param permissions four characters: r, w, x, and p for private or s for shared; a dash for none
     * @param path of the mapped file, or "[heap]"; empty for anonymous memory
     */
    public record Region(long start, long end, String permissions, String path) {
        /** Length in bytes. */
        public long size() {
            return end - start;
        }

        /** True for private, readable and writable memory that belongs to no file: there malloc takes its memory from. */
        public boolean isHeap() {
            return permissions.startsWith("rw")
                    && permissions.endsWith("p")
                    && (path.isEmpty() || path.equals("[heap]"));
        }
    }

    /** Reads a maps file. */
    public static MemoryMap read(Path maps) throws IOException {
        try (Stream<String> lines = Files.lines(maps, StandardCharsets.ISO_8859_1)) {
            return parse(lines.limit(MAX_REGIONS).toList());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Lines that do not belong in a maps file are skipped. */
    static MemoryMap parse(List<String> lines) {
        return new MemoryMap(
                lines.stream().flatMap(line -> region(line).stream()).toList());
    }

    private static Optional<Region> region(String line) {
        var matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new Region(
                Long.parseUnsignedLong(matcher.group(1), 16),
                Long.parseUnsignedLong(matcher.group(2), 16),
                matcher.group(3),
                matcher.group(4)));
    }

    /** The regions that malloc may have given out, ascending. */
    public List<Region> heap() {
        return regions.stream().filter(Region::isHeap).toList();
    }

    /** True when this many bytes from an address on lie in memory that malloc may have given out. */
    public boolean isHeap(long address, int length) {
        for (var region : regions) {
            if (region.isHeap() && address >= region.start() && address <= region.end() - length) {
                return true;
            }
        }
        return false;
    }

    /** Version of the systemd that runs, from the name of its library; before v231 it had none. */
    public OptionalInt systemdVersion() {
        return regions.stream()
                .map(region -> SYSTEMD_LIBRARY.matcher(region.path()))
                .filter(Matcher::find)
                .mapToInt(found -> Integer.parseInt(found.group(1)))
                .findFirst();
    }
}
