package io.nodethaw.golang;

import io.nodethaw.memory.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds {@code runtime.allgs}, the slice of all goroutines: by the code that appends to it, by the exported symbol, and by what
 * it looks like. At least two of these ways must find something, and all that do must agree on exactly one address.
 */
final class AllgsFinder {
    private static final int LONGEST_CODE = 4096;

    private final Memory memory;
    private final ElfImage image;
    private final Pages pages;
    private final ModuleData module;
    private final Layout layout;
    private final List<String> how = new ArrayList<>();

    AllgsFinder(Memory memory, ElfImage image, Pages pages, ModuleData module, Layout layout) {
        this.memory = memory;
        this.image = image;
        this.pages = pages;
        this.module = module;
        this.layout = layout;
    }

    /** The address of the slice. */
    long find(PclnTable table) throws IOException {
        var code = code(table);
        checkStatus(code);
        var sets = new ArrayList<Set<Long>>();
        var candidates = code.slices(module);
        note("code", candidates, sets);
        var symbol = DynamicSymbols.find(pages, image, "runtime.allgs");
        note("symbol", symbol.isPresent() ? Set.of(symbol.getAsLong()) : Set.of(), sets);
        note("looks", alike(candidates), sets);
        var agreed = agreed(sets);
        if (agreed.size() != 1) {
            throw refused("runtime.allgs not found by two ways that agree: " + String.join(", ", how));
        }
        return agreed.iterator().next();
    }

    /** What looks like the slice: at the only place that the code points to; when it points to several, everywhere. */
    private Set<Long> alike(Set<Long> candidates) throws IOException {
        var search = new GoroutineSearch(memory, layout);
        if (candidates.size() == 1 && search.isSliceAt(candidates.iterator().next())) {
            return candidates;
        }
        return search.slices(module);
    }

    private void note(String way, Set<Long> found, List<Set<Long>> sets) {
        how.add(way + " " + found.stream().map(Long::toHexString).limit(5).toList());
        if (!found.isEmpty()) {
            sets.add(found);
        }
    }

    /** What all sets contain, when there are at least two. */
    private static Set<Long> agreed(List<Set<Long>> sets) {
        if (sets.size() < 2) {
            return Set.of();
        }
        var agreed = new TreeSet<>(sets.getFirst());
        sets.forEach(agreed::retainAll);
        return agreed;
    }

    private AllgaddCode code(PclnTable table) throws IOException {
        var number = table.named("runtime.allgadd");
        if (number.isEmpty()) {
            throw new UnknownProgramException("Go program whose functions have other names (obfuscated?)");
        }
        long entry = table.entry(number.getAsInt());
        long length = Math.min(table.entry(number.getAsInt() + 1) - entry, LONGEST_CODE);
        if (length <= 0) {
            throw new IOException("the table of functions is out of order at runtime.allgadd");
        }
        var bytes = ByteBuffer.wrap(pages.bytes(entry, (int) length)).order(ByteOrder.LITTLE_ENDIAN);
        return AllgaddCode.of(image.machine(), bytes, entry);
    }

    /**
     * Checks where the code expects a field, because the layout of another version would give plausible nonsense. When the code
     * does not show that (built without inlining, it calls a function for it), a version whose layout is known for certain is
     * trusted; what the slice contains must look like goroutines anyway.
     */
    private void checkStatus(AllgaddCode code) throws IOException {
        var offset = code.statusOffset();
        int expected = layout.g().status();
        if (offset.isPresent() && offset.getAsInt() != expected) {
            throw refused("runtime.g is laid out otherwise: its status is at " + offset.getAsInt()
                    + " in the code, expected at " + expected);
        }
        if (offset.isEmpty() && !layout.exact() && image.machine() == ElfImage.AMD64) {
            throw refused("nothing in the code shows how runtime.g is laid out");
        }
    }

    private UnknownProgramException refused(String why) {
        return new UnknownProgramException("go1." + layout.minor() + ": " + why);
    }
}
