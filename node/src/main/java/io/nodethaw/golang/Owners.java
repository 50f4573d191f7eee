package io.nodethaw.golang;

import io.nodethaw.evidence.Goroutine;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds what the objects used by a goroutine belong to: the first word of each method's receiver. A goroutine that reads a
 * connection for another has only its own part on the stack, and that part begins with the address of the whole
 * (net/http/server.go, connReader).
 */
final class Owners {
    private final ProgramObjects objects;

    Owners(ProgramObjects objects) {
        this.objects = objects;
    }

    /** The addresses in receivers that have one. */
    List<Long> of(List<Goroutine.Frame> frames) {
        var owners = new ArrayList<Long>();
        for (var frame : frames) {
            long receiver = frame.function().contains(".(*") ? receiver(frame.arguments()) : 0;
            objects.read(receiver, Long.BYTES)
                    .map(bytes -> bytes.getLong(0))
                    .filter(ProgramObjects::isPointer)
                    .ifPresent(owners::add);
        }
        return owners;
    }

    /** The first argument; 0 when none is printed as a number. */
    private static long receiver(String arguments) {
        int end = 2;
        while (end < arguments.length() && Character.digit(arguments.charAt(end), 16) >= 0) {
            end++;
        }
        boolean number = arguments.startsWith("0x") && end > 2 && end <= 2 + 16;
        return number ? Long.parseUnsignedLong(arguments, 2, end, 16) : 0;
    }
}
