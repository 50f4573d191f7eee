package io.nodethaw.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Something in another process that looks like a {@code struct sd_bus}: a pair of equal descriptors with the D-Bus protocol
 * version after it and a state before it.
 *
 * @param address of its field {@code input_fd}
 * @param bytes the memory from there on, {@link BusLayout#WINDOW} bytes
 * @param inotify true when {@code inotify_fd} follows the pair
 */
record BusObject(long address, ByteBuffer bytes, boolean inotify) {
    /** Bytes of the fields {@code n_ref} and {@code state} before the pair. */
    static final int BEFORE = 8;

    /** Bytes read of one object. */
    static final int SIZE = BEFORE + BusLayout.WINDOW;

    /** enum bus_state: BUS_RUNNING is 4, and 5 since BUS_WATCH_BIND came with v237. */
    private static final int RUNNING = 4;

    /** asm-generic/errno-base.h; systemd marks a closed descriptor with it since v253. */
    private static final int EBADF = 9;

    /** BUS_RQUEUE_MAX and BUS_WQUEUE_MAX are 393,216 messages; allocation doubles. */
    private static final long MAX_QUEUE = 1 << 20;

    private static final int LONGEST_NAME = 24;

    private static final Pattern UNIQUE_NAME = Pattern.compile(":\\d{1,10}\\.\\d{1,10}");

    /** Quick test on raw memory: could a running connection have its pair at this index? Needs 24 bytes from there. */
    static boolean startsAt(ByteBuffer memory, int at) {
        int fd = memory.getInt(at);
        if (fd <= 0 || memory.getInt(at + 4) != fd) {
            return false;
        }
        return isProtocol(memory, at + 8) || hasInotify(memory, at);
    }

    /**
     * While connected there is no inotify_fd (bus_close_inotify_fd): it is -1, in later versions -EBADF. In 2026 exit_code was
     * added in between.
     */
    private static boolean hasInotify(ByteBuffer memory, int at) {
        int inotify = memory.getInt(at + 8);
        return (inotify == -1 || inotify == -EBADF) && (isProtocol(memory, at + 12) || isProtocol(memory, at + 16));
    }

    /** message_version is 1 (2 was kdbus); message_endian is 'l', or 0 (measured on 252); both int. */
    private static boolean isProtocol(ByteBuffer memory, int at) {
        int endian = memory.getInt(at + 4);
        return memory.getInt(at) == 1 && (endian == 0 || endian == 'l');
    }

    /** The object as it is now; when it is gone, one that is not {@link #running()}. */
    static BusObject read(Memory memory, long address) throws IOException {
        var bytes = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
        memory.read(address - BEFORE, bytes);
        return new BusObject(address, bytes, hasInotify(bytes, BEFORE));
    }

    private int int32(int offset) {
        return bytes.getInt(BEFORE + offset);
    }

    /** The 64-bit word at an offset from the pair. */
    long word(int offset) {
        return bytes.getLong(BEFORE + offset);
    }

    int descriptor() {
        return int32(0);
    }

    boolean running() {
        return startsAt(bytes, BEFORE) && int32(-8) > 0 && int32(-4) == (inotify ? RUNNING + 1 : RUNNING);
    }

    /** True when every field that the layout names has a plausible value. */
    boolean fits(BusLayout layout, MemoryMap map) {
        return inotify == layout.inotify()
                && isQueue(layout, layout.receiveQueue(), layout.receiveQueue() + 0x10, map)
                && isQueue(layout, layout.sendQueue(), layout.sendQueue() + 0x18, map)
                && word(layout.sendQueue() + 0x10) >= 0
                && word(layout.sendQueue() + 0x10) <= MAX_QUEUE
                && isPointer(word(layout.uniqueName()), map);
    }

    /** True for a pointer and a length below 2^32. Before v237 lengths have 32 bits, so their upper half may hold anything. */
    private boolean isQueue(BusLayout layout, int pointer, int allocated, MemoryMap map) {
        long length = layout.inotify() ? word(pointer + 8) : Integer.toUnsignedLong(int32(pointer + 8));
        boolean present = word(pointer) != 0;
        if (!isPointer(word(pointer), map) || length < 0 || length > MAX_QUEUE || length > 0 && !present) {
            return false;
        }
        if (!layout.allocated()) {
            return true;
        }
        long room = word(allocated);
        return room >= length && room <= MAX_QUEUE && present == room > 0;
    }

    private static boolean isPointer(long value, MemoryMap map) {
        return value == 0 || (value & 7) == 0 && map.isHeap(value, 8);
    }

    /** The unique name that one of its words points to: a colon and two numbers (D-Bus Specification, Unique Connection Name). */
    Optional<String> uniqueName(Memory memory, MemoryMap map) throws IOException {
        for (int at = 0; at < BusLayout.WINDOW; at += 8) {
            var name = nameAt(word(at), memory, map);
            if (name.isPresent()) {
                return name;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> nameAt(long address, Memory memory, MemoryMap map) throws IOException {
        if (!map.isHeap(address, LONGEST_NAME)) {
            return Optional.empty();
        }
        var found = ByteBuffer.allocate(LONGEST_NAME);
        memory.read(address, found);
        var text = new String(found.array(), StandardCharsets.US_ASCII);
        int end = text.indexOf('\0');
        return end > 0 && UNIQUE_NAME.matcher(text.substring(0, end)).matches()
                ? Optional.of(text.substring(0, end))
                : Optional.empty();
    }

    /** True when one of its words points to this text. */
    boolean pointsTo(String text, Memory memory, MemoryMap map) throws IOException {
        for (int at = 0; at < BusLayout.WINDOW; at += 8) {
            if (pointsTo(at, text, memory, map)) {
                return true;
            }
        }
        return false;
    }

    /** True when the word at an offset points to this text, with a zero byte behind it. */
    boolean pointsTo(int offset, String text, Memory memory, MemoryMap map) throws IOException {
        var expected = (text + '\0').getBytes(StandardCharsets.US_ASCII);
        if (!map.isHeap(word(offset), expected.length)) {
            return false;
        }
        var found = ByteBuffer.allocate(expected.length);
        memory.read(word(offset), found);
        return ByteBuffer.wrap(expected).equals(found.flip());
    }
}
