package io.nodethaw.golang;

import io.nodethaw.memory.Memory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The parts of {@code runtime.firstmoduledata} that are needed.
 *
 * @param minPc lowest address of code
 * @param maxPc first address after the code
 * @param text what 32-bit entries of functions count from
 * @param gofunc what 32-bit references to data of functions count from; 0 before Go 1.18
 * @param variables the sections noptrdata, data, bss, noptrbss
 */
record ModuleData(long minPc, long maxPc, long text, long gofunc, List<Range> variables) {
    private static final int SECTIONS = 4;

    ModuleData {
        variables = List.copyOf(variables);
    }

    /** Addresses from start up to end. */
    record Range(long start, long end) {
        boolean holds(long address) {
            return address >= start && address < end;
        }
    }

    boolean isVariable(long address) {
        for (var range : variables) {
            if (range.holds(address)) {
                return true;
            }
        }
        return false;
    }

    /** Finds it by its pointers to the table of functions. */
    static ModuleData find(Memory memory, ElfImage image, Pages pages, Layout layout, PclnTable.Header table)
            throws IOException {
        var found = new ArrayList<Long>();
        var wanted = new MemoryScan.Wanted(table.address(), -1);
        for (var range : ranges(image, table)) {
            boolean done = MemoryScan.of(
                    memory,
                    range.start(),
                    range.end(),
                    wanted,
                    (piece, at, address) ->
                            piece.getLong(at + 8 * table.moduleWord()) == table.moduleValue() && found.add(address));
            if (done) {
                return read(pages, found.getFirst(), image, layout);
            }
        }
        throw new IOException("runtime.firstmoduledata not found");
    }

    /**
     * The ranges to search. When the table is among the variables, what comes after it is searched first, because the table is
     * large and has no such pointers.
     */
    private static List<Range> ranges(ElfImage image, PclnTable.Header table) {
        var ranges = new ArrayList<Range>();
        for (var segment : image.segments()) {
            if (segment.writable() && segment.holds(table.address())) {
                ranges.addFirst(new Range(Math.min(table.functions(), segment.end()), segment.end()));
                ranges.addLast(new Range(segment.start(), table.address()));
            } else if (segment.writable()) {
                ranges.add(new Range(segment.start(), segment.end()));
            }
        }
        return ranges;
    }

    private static ModuleData read(Pages pages, long address, ElfImage image, Layout layout) throws IOException {
        var at = layout.module();
        long minPc = address + at.minpc();
        var variables = new ArrayList<Range>();
        for (int i = 0; i < SECTIONS; i++) {
            long pair = minPc + 32 + 16L * i;
            variables.add(new Range(pages.u64(pair), pages.u64(pair + 8)));
        }
        long gofunc = at.gofunc() == Layout.NONE ? 0 : pages.u64(address + at.gofunc());
        var module = new ModuleData(pages.u64(minPc), pages.u64(minPc + 8), pages.u64(minPc + 16), gofunc, variables);
        module.check(image, gofunc != 0 || at.gofunc() == Layout.NONE);
        if (pages.u64(address + at.next()) != 0) {
            throw new UnknownProgramException(
                    "a Go program with plugins loaded: their functions are in tables of their own");
        }
        return module;
    }

    private void check(ElfImage image, boolean hasGofunc) throws IOException {
        boolean inside = image.holds(minPc) && image.holds(maxPc - 1) && image.holds(text) && minPc < maxPc;
        for (var range : variables) {
            inside &= range.start() <= range.end() && (range.start() == range.end() || image.holds(range.start()));
        }
        if (!inside || !hasGofunc) {
            throw new IOException("runtime.firstmoduledata does not lie as this Go version lays it out");
        }
    }
}
