package io.nodethaw.golang;

import io.nodethaw.memory.Memory;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds what {@code runtime.Version()} would return: the linker sets the variable runtime.buildVersion, a Go string, even in
 * programs from which the build information was removed. It is found by its form: a string header among the variables that
 * names a release and is not an element of a list of releases, which some programs have.
 */
final class VersionVariable {
    /** Length of "go1.9", and of what a developer's build appends. */
    private static final int SHORTEST = 5;

    private static final int LONGEST = 64;

    private static final int HEADER = 16;

    private static final Pattern RELEASE =
            Pattern.compile("go1\\.\\d{1,3}(?:\\.\\d{1,3}|(?:rc|beta)\\d{1,2})?(?:[ -].*)?", Pattern.DOTALL);

    private final Memory memory;
    private final ElfImage image;
    private final Pages pages;

    VersionVariable(Memory memory, ElfImage image, Pages pages) {
        this.memory = memory;
        this.image = image;
        this.pages = pages;
    }

    /** The version; empty when no variable names one, or several name different ones. */
    Optional<GoVersion> find() throws IOException {
        var found = new HashMap<String, GoVersion>();
        for (var segment : image.segments()) {
            if (segment.writable()) {
                search(segment, found);
            }
        }
        return found.size() == 1 ? Optional.of(found.values().iterator().next()) : Optional.empty();
    }

    private void search(ElfImage.Segment segment, Map<String, GoVersion> found) throws IOException {
        var every = new MemoryScan.Wanted(0, 0);
        MemoryScan.of(memory, segment.start(), segment.end(), every, (piece, at, address) -> {
            long pointer = piece.getLong(at);
            if (isHeader(pointer, piece.getLong(at + 8))) {
                version(pointer, piece.getLong(at + 8))
                        .filter(_ -> !hasNeighbour(address))
                        .ifPresent(it -> found.put(it.text(), it));
            }
            return false;
        });
    }

    private boolean isHeader(long pointer, long length) {
        return length >= SHORTEST && length <= LONGEST && image.holds(pointer);
    }

    private boolean hasNeighbour(long address) {
        return versionAt(address - HEADER).isPresent()
                || versionAt(address + HEADER).isPresent();
    }

    private Optional<GoVersion> versionAt(long address) {
        try {
            long pointer = pages.u64(address);
            long length = pages.u64(address + 8);
            return isHeader(pointer, length) ? version(pointer, length) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private Optional<GoVersion> version(long pointer, long length) {
        try {
            if (pages.u8(pointer) != 'g' || pages.u8(pointer + 1) != 'o') {
                return Optional.empty();
            }
            var text = pages.text(pointer, (int) length);
            return RELEASE.matcher(text).matches() ? GoVersion.parse(text) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
