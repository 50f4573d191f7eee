package io.nodethaw.memory;

import java.util.List;

/**
 * Offsets of fields in systemd's {@code struct sd_bus}, in bytes from its field {@code input_fd}, on 64-bit machines. Worked
 * out from src/libsystemd/sd-bus/bus-internal.h of the versions named, with the C alignment rules of x86-64 and arm64.
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

    /** The most bytes after {@code input_fd} that any layout needs, with room for fields that moved. */
    static final int WINDOW = 0xa0;

    /**
     * All known layouts. The versions overlap, because distributions backport changes and the exact release of a change was not
     * always known; what memory shows decides between them.
     */
    static final List<BusLayout> ALL = List.of(
            // headers of 208, 215, 219 (RHEL 7), 230, 234
            new BusLayout("v209 to v236", 209, 236, false, 0x28, 0x40, 0x60, 0x68),
            // header of 239 (RHEL 8): inotify_fd came in, use_memfd is an int of its own
            new BusLayout("v237 to v241", 237, 242, true, 0x30, 0x48, 0x68, 0x70),
            // use_memfd became a bit field (systemd pull request 12120, March 2019)
            new BusLayout("v242 to v244", 241, 245, true, 0x28, 0x40, 0x60, 0x68),
            // header of the main branch after 244: read_counter came in before unique_name
            new BusLayout("v245 to v248", 244, 249, true, 0x28, 0x40, 0x60, 0x70),
            // rqueue_allocated and wqueue_allocated were removed; measured on Debian's 252
            new BusLayout("v249 to v252", 248, 253, true, 0x28, 0x38, 0x50, 0x60),
            // header of 252 (RHEL 9): runtime_scope came in
            new BusLayout("v253 to v256", 252, 258, true, 0x30, 0x40, 0x58, 0x68),
            // each flag became a byte; measured on Debian's 257, and header of 2026, where exit_code follows inotify_fd
            new BusLayout("v257 and later", 256, 262, true, 0x48, 0x58, 0x70, 0x80));

    boolean knows(int version) {
        return version >= first && version <= last;
    }

    /** True when rqueue_allocated and wqueue_allocated follow the lengths. */
    boolean allocated() {
        return sendQueue - receiveQueue == 0x18;
    }
}
