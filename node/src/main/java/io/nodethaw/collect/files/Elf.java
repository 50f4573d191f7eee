package io.nodethaw.collect.files;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The header of a 64-bit ELF (include/uapi/linux/elf.h).
 *
 * @param machine it was made for, as a number
 * @param headersAt where its program headers are
 * @param headerBytes how long they are together; 0 where they are of an unknown size, or more than any program has
 */
record Elf(ByteOrder order, int machine, long headersAt, int headerBytes) {
    private static final int MAGIC = 0x7F454C46;
    private static final int CLASS_64 = 2;
    private static final int BYTES = 64;

    private static final int HEADER_BYTES = 56;
    private static final int MOST_HEADERS = 256;
    private static final int PT_INTERP = 3;

    /** Where the name of the interpreter is. */
    record Place(long at, long bytes) {}

    /** True when a file begins like an ELF of any class. */
    static boolean is(ByteBuffer start) {
        return start.remaining() >= Integer.BYTES && start.getInt(0) == MAGIC;
    }

    /** What the start of a file says; empty unless it is a 64-bit ELF. */
    static Optional<Elf> of(ByteBuffer start) {
        if (start.remaining() < BYTES || !is(start) || start.get(4) != CLASS_64) {
            return Optional.empty();
        }
        return order(start.get(5)).map(order -> parse(start.duplicate().order(order)));
    }

    private static Optional<ByteOrder> order(byte data) {
        return switch (data) {
            case 1 -> Optional.of(ByteOrder.LITTLE_ENDIAN);
            case 2 -> Optional.of(ByteOrder.BIG_ENDIAN);
            default -> Optional.empty();
        };
    }

    private static Elf parse(ByteBuffer start) {
        int count = Short.toUnsignedInt(start.getShort(56));
        boolean isUsual = start.getShort(54) == HEADER_BYTES && count <= MOST_HEADERS;
        return new Elf(
                start.order(),
                Short.toUnsignedInt(start.getShort(18)),
                start.getLong(32),
                isUsual ? count * HEADER_BYTES : 0);
    }

    boolean isForMachineOf(Elf other) {
        return order.equals(other.order) && machine == other.machine;
    }

    /** The first interpreter that its program headers name. */
    Optional<Place> interpreter(ByteBuffer headers) {
        var ordered = headers.duplicate().order(order);
        for (int at = 0; at + HEADER_BYTES <= ordered.limit(); at += HEADER_BYTES) {
            if (ordered.getInt(at) == PT_INTERP) {
                return Optional.of(new Place(ordered.getLong(at + 8), ordered.getLong(at + 32)))
                        .filter(place -> place.at() > 0 && place.bytes() > 1);
            }
        }
        return Optional.empty();
    }
}
