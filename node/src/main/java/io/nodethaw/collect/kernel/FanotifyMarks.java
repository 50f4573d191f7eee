package io.nodethaw.collect.kernel;

import io.nodethaw.evidence.DescriptorInfo;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a fanotify listener decides on, so that who opens a file there waits for it. Read from the lines "fanotify ..." in the fdinfo
 * of its file (fs/notify/fdinfo.c): one of the group, and one for each mark, with mnt_id, sdev or ino and sdev, and the mask of
 * events; all numbers in hex.
 */
final class FanotifyMarks {
    /** FAN_OPEN_PERM, FAN_ACCESS_PERM, FAN_OPEN_EXEC_PERM and FAN_PRE_ACCESS (include/uapi/linux/fanotify.h). */
    private static final long PERMISSIONS = 0x10000 | 0x20000 | 0x40000 | 0x100000;

    /** Bits of the minor number in a device number of the kernel (include/linux/kdev_t.h, MINORBITS). */
    private static final int MINOR_BITS = 20;

    private final Set<Integer> mounts = new LinkedHashSet<>();
    private final Set<String> devices = new LinkedHashSet<>();

    /** @param line what follows "fanotify " */
    void add(String line) {
        if (number(line, "mask:").filter(mask -> (mask & PERMISSIONS) != 0).isPresent()) {
            number(line, "mnt_id:").ifPresent(id -> mounts.add((int) (long) id));
            number(line, "sdev:")
                    .ifPresent(
                            device -> devices.add((device >>> MINOR_BITS) + ":" + (device & ((1L << MINOR_BITS) - 1))));
        }
    }

    private static Optional<Long> number(String line, String name) {
        for (var word : line.split(" ", -1)) {
            if (word.startsWith(name)) {
                try {
                    return Optional.of(Long.parseUnsignedLong(word.substring(name.length()), 16));
                } catch (NumberFormatException none) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    /** What the holder decides on; empty when it only listens, and for any other file. */
    Optional<DescriptorInfo.Decides> decides() {
        return mounts.isEmpty() && devices.isEmpty()
                ? Optional.empty()
                : Optional.of(new DescriptorInfo.Decides(List.copyOf(mounts), List.copyOf(devices)));
    }
}
