package io.nodethaw.golang;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/**
 * Addresses of exported symbols, looked up by the hash tables for the dynamic linker (elf(5), and the System V ABI's
 * chapter 5 with its GNU extension). Some distributions' programs export all of Go's.
 */
final class DynamicSymbols {
    /** elf.h: DT_HASH, DT_STRTAB, DT_SYMTAB, DT_GNU_HASH. */
    private static final int HASH = 4;

    private static final int STRINGS = 5;
    private static final int SYMBOLS = 6;
    private static final long GNU_HASH = 0x6ffffef5L;

    private static final int SYMBOL_SIZE = 24;
    private static final int MOST_ENTRIES = 256;
    private static final int LONGEST_CHAIN = 1 << 16;

    private final Pages pages;
    private final ElfImage image;
    private long hash;
    private long gnuHash;
    private long strings;
    private long symbols;

    private DynamicSymbols(Pages pages, ElfImage image) {
        this.pages = pages;
        this.image = image;
    }

    /** The address of a symbol in memory; empty when it is not exported. */
    static OptionalLong find(Pages pages, ElfImage image, String name) throws IOException {
        if (image.dynamic() == 0) {
            return OptionalLong.empty();
        }
        var found = new DynamicSymbols(pages, image);
        found.readSection();
        return found.find(name);
    }

    private void readSection() throws IOException {
        for (int i = 0; i < MOST_ENTRIES; i++) {
            long tag = pages.u64(image.dynamic() + 16L * i);
            long value = pages.u64(image.dynamic() + 16L * i + 8);
            if (tag == 0) {
                return;
            }
            if (tag == HASH) {
                hash = mapped(value);
            } else if (tag == GNU_HASH) {
                gnuHash = mapped(value);
            } else if (tag == STRINGS) {
                strings = mapped(value);
            } else if (tag == SYMBOLS) {
                symbols = mapped(value);
            }
        }
    }

    /** The address in memory: the dynamic linker may or may not have relocated those in the section. */
    private long mapped(long address) {
        return image.holds(address) ? address : address + image.bias();
    }

    private OptionalLong find(String name) throws IOException {
        if (strings == 0 || symbols == 0) {
            return OptionalLong.empty();
        }
        var bytes = (name + '\0').getBytes(StandardCharsets.US_ASCII);
        if (gnuHash != 0) {
            return findGnu(bytes);
        }
        return hash == 0 ? OptionalLong.empty() : findPlain(bytes);
    }

    private OptionalLong findPlain(byte[] name) throws IOException {
        int code = 0;
        for (int i = 0; i < name.length - 1; i++) {
            code = (code << 4) + name[i];
            int top = code & 0xf0000000;
            code = (code ^ top >>> 24) & ~top;
        }
        int buckets = pages.i32(hash);
        if (buckets <= 0) {
            return OptionalLong.empty();
        }
        long chains = hash + 8 + 4L * buckets;
        long symbol = pages.u32(hash + 8 + 4L * (code % buckets));
        for (int i = 0; symbol != 0 && i < LONGEST_CHAIN; i++) {
            if (isNamed(symbol, name)) {
                return address(symbol);
            }
            symbol = pages.u32(chains + 4 * symbol);
        }
        return OptionalLong.empty();
    }

    private OptionalLong findGnu(byte[] name) throws IOException {
        int code = 5381;
        for (int i = 0; i < name.length - 1; i++) {
            code = code * 33 + name[i];
        }
        long buckets = pages.u32(gnuHash);
        long first = pages.u32(gnuHash + 4);
        long bloom = pages.u32(gnuHash + 8);
        if (buckets == 0) {
            return OptionalLong.empty();
        }
        long table = gnuHash + 16 + 8 * bloom;
        long symbol = pages.u32(table + 4 * (Integer.toUnsignedLong(code) % buckets));
        for (int i = 0; symbol >= first && symbol != 0 && i < LONGEST_CHAIN; i++) {
            int chained = pages.i32(table + 4 * (buckets + symbol - first));
            if ((chained | 1) == (code | 1) && isNamed(symbol, name)) {
                return address(symbol);
            }
            if ((chained & 1) != 0) {
                break;
            }
            symbol++;
        }
        return OptionalLong.empty();
    }

    private boolean isNamed(long symbol, byte[] name) throws IOException {
        return pages.holds(strings + pages.u32(symbols + SYMBOL_SIZE * symbol), name);
    }

    /** The address of a symbol; empty for one that is only referred to, whose section is 0. */
    private OptionalLong address(long symbol) throws IOException {
        long at = symbols + SYMBOL_SIZE * symbol;
        boolean defined = (pages.i32(at + 4) >>> 16) != 0;
        return defined ? OptionalLong.of(pages.u64(at + 8) + image.bias()) : OptionalLong.empty();
    }
}
