package io.nodethaw.collect.memory;

import java.util.List;

/**
 * Where fields of systemd's {@code struct sd_bus} lie, in bytes from its field {@code input_fd}; 64-bit machines. Worked out
 * from src/libsystemd/sd-bus/bus-internal.h of the versions named, with the C alignment rules of x86-64 and arm64.
 *
 * @param title for a person
 * @param first systemd version
 * @param last systemd version whose header was compared
 * @param inotify true when {@code inotify_fd} follows the pair {@code input_fd, output_fd} (came with v237)
 * @param receiveQueue {@code rqueue}; its length follows it
 * @param sendQueue {@code wqueue}; its length follows it
 * @param cookie number of messages sent, 64 bits
 * @param uniqueName pointer to the connection's name
 */
record BusLayout(
        String title,
        int first,
        int last,
        boolean inotify,
        int receiveQueue,
        int sendQueue,
        int cookie,
        int uniqueName) {

    /** Most bytes from {@code input_fd} on that any layout needs, with room for fields that moved. */
    static final int WINDOW = 0xa0;

    /** Every layout known. Distributions backport, so that versions overlap; what memory shows decides between them. */
    static final List<BusLayout> ALL = List.of(
            // 219 as in RHEL 7, 215, 229 to 234
            new BusLayout("v209 to v236", 209, 236, false, 0x28, 0x40, 0x60, 0x68),
            // 239 as in RHEL 8: inotify_fd, use_memfd an int of its own
            new BusLayout("v237 to v242", 237, 242, true, 0x30, 0x48, 0x68, 0x70),
            // use_memfd became a bit field, read_counter came in before unique_name
            new BusLayout("v243 to v249", 242, 249, true, 0x28, 0x40, 0x60, 0x70),
            // rqueue_allocated and wqueue_allocated went
            new BusLayout("v250 to v252", 248, 252, true, 0x28, 0x38, 0x50, 0x60),
            // runtime_scope came in; RHEL 9 has it in its 252
            new BusLayout("v253 and later", 252, 257, true, 0x30, 0x40, 0x58, 0x68));

    boolean knows(int version) {
        return version >= first && version <= last;
    }

    /** True when rqueue_allocated and wqueue_allocated lie behind the lengths. */
    boolean allocated() {
        return sendQueue - receiveQueue == 0x18;
    }
}
