package io.nodethaw.core;

import io.nodethaw.memory.Memory;
import io.nodethaw.memory.MemoryMap;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The memory of a process that has left a core; what the core leaves out comes from the files that were mapped there. */
final class CoreMemory implements Memory {
    private static final int PAGE = 4096;

    private final CoreImage image;
    private final List<Segment> segments;
    private final Gaps gaps;

    /** @param gaps reads what the core leaves out */
    CoreMemory(CoreImage image, Gaps gaps) {
        this.image = image;
        this.segments = image.segments();
        this.gaps = gaps;
    }

    @Override
    public int read(long address, ByteBuffer into) throws IOException {
        int total = 0;
        while (into.hasRemaining()) {
            int count = piece(address + total, into);
            if (count <= 0) {
                break;
            }
            total += count;
        }
        if (total == 0) {
            throw new EOFException("the core has no memory at 0x" + Long.toHexString(address));
        }
        return total;
    }

    /** Reads from one segment, as far as it goes. */
    private int piece(long address, ByteBuffer into) throws IOException {
        var found = segment(address);
        if (found.isEmpty()) {
            return gaps.read(address, into);
        }
        var segment = found.get();
        long within = address - segment.start();
        if (within >= segment.stored()) {
            return limited(into, segment.end() - address, () -> gaps.read(address, into));
        }
        return limited(into, segment.stored() - within, () -> image.bytes().read(segment.offset() + within, into));
    }

    @FunctionalInterface
    interface Part {
        int read() throws IOException;
    }

    /** Reads at most so many bytes into a buffer. */
    static int limited(ByteBuffer into, long most, Part part) throws IOException {
        int limit = into.limit();
        into.limit((int) Math.min(limit, into.position() + most));
        try {
            return part.read();
        } finally {
            into.limit(limit);
        }
    }

    /** The segment that holds an address: the last one that begins at or before it. */
    Optional<Segment> segment(long address) {
        int low = 0;
        int high = segments.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (segments.get(middle).start() <= address) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high >= 0 && segments.get(high).holds(address) ? Optional.of(segments.get(high)) : Optional.empty();
    }

    /** The first page of a mapping as the core has it; empty when it leaves it out. */
    Optional<ByteBuffer> firstPage(MappedFile file) {
        var page = ByteBuffer.allocate(PAGE);
        try {
            var segment = segment(file.start());
            if (segment.isEmpty()
                    || file.start() - segment.get().start() + PAGE
                            > segment.get().stored()) {
                return Optional.empty();
            }
            read(file.start(), page);
        } catch (IOException _) {
            return Optional.empty();
        }
        return page.hasRemaining() ? Optional.empty() : Optional.of(page.flip());
    }

    /** The map of the process, with the files as names. */
    MemoryMap map(Mappings files) {
        var regions = new ArrayList<MemoryMap.Region>();
        for (var segment : segments) {
            var path = files.at(segment.start()).map(MappedFile::path).orElse("");
            regions.add(new MemoryMap.Region(segment.start(), segment.end(), segment.permissions(), path));
        }
        return new MemoryMap(regions);
    }
}
