package io.nodethaw.golang;

import io.nodethaw.memory.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The runtime's table of functions (pclntab): tells which function a program counter is in. */
final class PclnTable {
    private final Pages pages;
    private final Layout layout;
    private final Header header;
    private final ModuleData module;

    PclnTable(Pages pages, Layout layout, Header header, ModuleData module) {
        this.pages = pages;
        this.layout = layout;
        this.header = header;
        this.module = module;
    }

    /**
     * Its header.
     *
     * @param address of the table
     * @param quantum smallest instruction: 1 on amd64, 4 on arm64
     * @param count functions
     */
    record Header(
            long address,
            int quantum,
            int count,
            long names,
            long units,
            long files,
            long values,
            long functions,
            long index,
            int moduleWord,
            long moduleValue) {
        /** Most functions; kubelet has some 100,000. */
        private static final long MOST = 1 << 24;

        /** Largest distance from the table's start to one of its parts (our own limit). */
        private static final long LONGEST = 1L << 30;

        /** Finds the table by its magic number, at a place where the rest fits. */
        static Header find(Memory memory, ElfImage image, Pages pages, Layout layout) throws IOException {
            var found = new ArrayList<Header>();
            // the magic number and two zeros
            var magic =
                    new MemoryScan.Wanted(Integer.toUnsignedLong(layout.table().magic()), 0xffffffffffffL);
            for (var segment : segments(image)) {
                boolean done = MemoryScan.of(
                        memory,
                        segment.start(),
                        segment.end(),
                        magic,
                        (piece, at, address) -> startsAt(piece, at) && isTable(pages, layout, address, found));
                if (done) {
                    return found.getFirst();
                }
            }
            throw new UnknownProgramException("Go program without the table of functions of its version (packed?)");
        }

        /** Constants first; in position-independent programs they are among the variables, as they are relocated. */
        private static List<ElfImage.Segment> segments(ElfImage image) {
            var segments = new ArrayList<ElfImage.Segment>();
            for (var segment : image.segments()) {
                if (segment.writable()) {
                    segments.addLast(segment);
                } else {
                    segments.addFirst(segment);
                }
            }
            return segments;
        }

        /** Quantum 1 or 4, 8-byte pointers. */
        private static boolean startsAt(ByteBuffer piece, int at) {
            return (piece.get(at + 6) == 1 || piece.get(at + 6) == 4) && piece.get(at + 7) == 8;
        }

        private static boolean isTable(Pages pages, Layout layout, long address, List<Header> found) {
            try {
                var header = read(pages, layout, address);
                header.ifPresent(found::add);
                return header.isPresent();
            } catch (IOException _) {
                return false; // bytes that look like its beginning, near the end of a mapping
            }
        }

        static Optional<Header> read(Pages pages, Layout layout, long address) throws IOException {
            var at = layout.table();
            long count = pages.u64(address + at.functionCount());
            long names = base(pages, address, at.names());
            long units = base(pages, address, at.units());
            long functions = base(pages, address, at.functions());
            long index = at.index() == Layout.NONE ? functions : address + at.index();
            if (count <= 0 || count > MOST) {
                return Optional.empty();
            }
            boolean old = at.units() == Layout.NONE;
            var header = new Header(
                    address,
                    pages.u8(address + 6),
                    (int) count,
                    names,
                    units,
                    base(pages, address, at.files()),
                    base(pages, address, at.values()),
                    functions,
                    index,
                    old ? 3 : 4,
                    old ? index : units);
            return header.isPlausible() ? Optional.of(header) : Optional.empty();
        }

        private boolean isPlausible() {
            for (long base : new long[] {names, units, files, values, functions}) {
                if (base < address || base - address > LONGEST) {
                    return false;
                }
            }
            return true;
        }

        private static long base(Pages pages, long address, int offset) throws IOException {
            return offset == Layout.NONE ? address : address + pages.u64(address + offset);
        }
    }

    Layout layout() {
        return layout;
    }

    /** The number of the function that a program counter is in. */
    OptionalInt find(long pc) throws IOException {
        if (pc < module.minPc() || pc >= module.maxPc()) {
            return OptionalInt.empty();
        }
        int low = 0;
        int high = header.count() - 1;
        while (low < high) {
            int middle = low + high + 1 >>> 1;
            if (Long.compareUnsigned(entry(middle), pc) <= 0) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return entry(low) <= pc ? OptionalInt.of(low) : OptionalInt.empty();
    }

    /** Address of a function; for the number after the last one, the end of the last function. */
    long entry(int number) throws IOException {
        int word = layout.table().word();
        long value = pages.word(header.index() + 2L * word * number, word);
        return word == 4 ? module.text() + value : value;
    }

    /** Looks up the function of this name, beginning with the first, because the functions of the runtime come first. */
    OptionalInt named(String name) throws IOException {
        var bytes = (name + '\0').getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < header.count(); i++) {
            if (pages.holds(header.names() + pages.u32(at(i) + layout.function().name()), bytes)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /** Name of a function, without the rest of its record. */
    String nameOf(int number) throws IOException {
        return name(pages.i32(at(number) + layout.function().name()));
    }

    /** Address of a function's record. */
    private long at(int number) throws IOException {
        int word = layout.table().word();
        return header.functions() + pages.word(header.index() + 2L * word * number + word, word);
    }

    /** Reads what the table says about a function. */
    GoFunction function(int number) throws IOException {
        long at = at(number);
        var fields = layout.function();
        int values = pages.i32(at + fields.valueTables());
        var data = data(at, values, pages.u8(at + fields.dataCount()));
        return new GoFunction(
                entry(number),
                name(pages.i32(at + fields.name())),
                pages.i32(at + fields.arguments()),
                pages.u8(at + fields.id()),
                fields.flag() == Layout.NONE ? 0 : pages.u8(at + fields.flag()),
                fields.unit() == Layout.NONE ? 0 : pages.i32(at + fields.unit()),
                values(pages.u32(at + fields.stack())),
                values(pages.u32(at + fields.file())),
                values(pages.u32(at + fields.line())),
                values > 2 ? values(pages.u32(at + fields.values() + 4 * 2)) : PcValues.NONE,
                values > 3 ? values(pages.u32(at + fields.values() + 4 * 3)) : PcValues.NONE,
                data);
    }

    private PcValues values(long offset) throws IOException {
        return offset == 0 ? PcValues.NONE : PcValues.read(pages, header.values() + offset, header.quantum());
    }

    /** Addresses of the function's data by index, 0 for none. */
    private long[] data(long function, int values, int count) throws IOException {
        long at = function + layout.function().values() + 4L * values;
        var data = new long[count];
        for (int i = 0; i < count; i++) {
            if (layout.module().gofunc() == Layout.NONE) {
                data[i] = pages.u64((at + 7 & -8) + 8L * i);
            } else {
                long offset = pages.u32(at + 4L * i);
                data[i] = offset == 0xffffffffL ? 0 : module.gofunc() + offset;
            }
        }
        return data;
    }

    String name(int offset) throws IOException {
        return pages.text(header.names() + Integer.toUnsignedLong(offset));
    }

    /** Path of a source file. */
    String file(GoFunction function, int number) throws IOException {
        if (number < 0) {
            return "?";
        }
        if (layout.function().unit() == Layout.NONE) {
            long table = header.address() + pages.u32(header.index() + 16L * header.count() + 8);
            return pages.text(header.address() + pages.u32(table + 4L * number));
        }
        long file = pages.u32(header.units() + 4 * (Integer.toUnsignedLong(function.unit()) + number));
        return file == 0xffffffffL ? "?" : pages.text(header.files() + file);
    }
}
