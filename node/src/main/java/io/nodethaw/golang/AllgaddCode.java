package io.nodethaw.golang;

import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the machine code of {@code runtime.allgadd} refers to. That function appends to the slice runtime.allgs, so its code
 * contains the addresses of the slice's pointer, length and capacity: three neighbouring words. It also reads the status of the
 * goroutine that it is given.
 */
interface AllgaddCode {
    /** The candidates for the address of the slice: those that are referred to together with both neighbours. */
    default Set<Long> slices(ModuleData module) {
        var words = new TreeSet<Long>();
        for (var target : targets()) {
            if ((target & 7) == 0 && module.isVariable(target)) {
                words.add(target);
            }
        }
        var slices = new TreeSet<>(words);
        slices.removeIf(word -> !words.contains(word + 8) || !words.contains(word + 16));
        return slices;
    }

    /** Every address that an instruction may refer to. */
    Set<Long> targets();

    /** The offset in a g that the first read of a 32-bit word uses: its atomicstatus. */
    OptionalInt statusOffset();

    /**
     * The code.
     *
     * @param entry address of its first instruction
     */
    static AllgaddCode of(int machine, ByteBuffer code, long entry) {
        return machine == ElfImage.ARM64 ? new Arm64AllgaddCode(code, entry) : new Amd64AllgaddCode(code, entry);
    }
}
