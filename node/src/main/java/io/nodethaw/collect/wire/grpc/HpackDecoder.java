package io.nodethaw.collect.wire.grpc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Reads the header blocks of one connection, in their order (RFC 7541). */
final class HpackDecoder {
    private final int maxTableSize;
    private final int maxListSize;
    private final DynamicTable table;

    /**
     * @param maxTableSize what our SETTINGS allow for the dynamic table, in bytes
     * @param maxListSize limit for all fields of a block, in bytes as {@link Header#size()} counts them
     */
    HpackDecoder(int maxTableSize, int maxListSize) {
        this.maxTableSize = maxTableSize;
        this.maxListSize = maxListSize;
        this.table = new DynamicTable(maxTableSize);
    }

    /** Decodes one block. After an exception the decoder must not be used any more. */
    List<Header> decode(ByteBuffer block) throws Http2Exception {
        var headers = new ArrayList<Header>();
        int size = 0;
        while (block.hasRemaining()) {
            int first = block.get();
            if ((first & 0xe0) == 0x20) {
                resize(integer(block, first, 5), headers);
                continue;
            }
            var header = field(block, first);
            size += header.size();
            if (size > maxListSize) {
                throw new Http2Exception("header list larger than " + maxListSize + " bytes");
            }
            headers.add(header);
        }
        return headers;
    }

    /** Bytes in the dynamic table. */
    int tableSize() {
        return table.size();
    }

    private Header field(ByteBuffer block, int first) throws Http2Exception {
        if ((first & 0x80) != 0) {
            return entry(integer(block, first, 7));
        }
        boolean indexed = (first & 0x40) != 0;
        int nameIndex = integer(block, first, indexed ? 6 : 4);
        var name = nameIndex == 0 ? string(block) : entry(nameIndex).name();
        var header = new Header(name, string(block));
        if (indexed) {
            table.add(header);
        }
        return header;
    }

    private Header entry(int index) throws Http2Exception {
        if (index >= 1 && index <= StaticTable.size()) {
            return StaticTable.get(index);
        }
        int dynamic = index - StaticTable.size() - 1;
        if (dynamic >= 0 && dynamic < table.count()) {
            return table.get(dynamic);
        }
        throw new Http2Exception("header index " + index + " without entry");
    }

    private void resize(int limit, List<Header> before) throws Http2Exception {
        if (!before.isEmpty()) {
            throw new Http2Exception("table size update after the first header field");
        }
        if (limit > maxTableSize) {
            throw new Http2Exception("header table of " + limit + " bytes, limit " + maxTableSize);
        }
        table.resize(limit);
    }

    private static String string(ByteBuffer block) throws Http2Exception {
        int first = next(block);
        int length = integer(block, first, 7);
        if (length > block.remaining()) {
            throw new Http2Exception(
                    "header string of " + length + " bytes, " + block.remaining() + " bytes left in its block");
        }
        var bytes = block.slice(block.position(), length);
        block.position(block.position() + length);
        return (first & 0x80) == 0 ? ISO_8859_1.decode(bytes).toString() : Huffman.decode(bytes);
    }

    // RFC 7541 section 5.1
    private static int integer(ByteBuffer block, int first, int prefixBits) throws Http2Exception {
        int mask = (1 << prefixBits) - 1;
        long value = first & mask;
        if (value < mask) {
            return (int) value;
        }
        for (int shift = 0; shift <= 28; shift += 7) {
            int part = next(block);
            value += (part & 0x7fL) << shift;
            if (value > Integer.MAX_VALUE) {
                break;
            }
            if ((part & 0x80) == 0) {
                return (int) value;
            }
        }
        throw new Http2Exception("header integer above " + Integer.MAX_VALUE);
    }

    private static int next(ByteBuffer block) throws Http2Exception {
        if (!block.hasRemaining()) {
            throw new Http2Exception("header block cut off");
        }
        return block.get();
    }
}
