package io.nodethaw.evidence;

import java.util.List;

/**
 * What the name of the kernel function in which a thread sleeps tells of its wait ({@code /proc/PID/wchan}). Names vary with
 * version and compiler, so most are compared by their beginnings or parts.
 */
public final class WaitChannel {
    /**
     * Waits that a signal ends: a thread is in state S there, or T or t; in state D only when the v1 freezer keeps it (from 6.1
     * on, f5d39b020809). From kernel/futex, fs/select.c, fs/eventpoll.c, fs/pipe.c, net/unix, kernel/time, kernel/signal.c,
     * drivers/android.
     */
    private static final List<String> ENDED_BY_SIGNALS = List.of(
            "futex",
            "ep_poll",
            "epoll_wait",
            "epoll_pwait",
            "select",
            "sys_poll",
            "do_poll",
            "poll_schedule_timeout",
            "pipe_read",
            "pipe_wait_readable",
            "unix_stream_data_wait",
            "unix_stream_read_generic",
            "nanosleep",
            "alarmtimer_do_nsleep",
            "sigtimedwait",
            "sigsuspend",
            "do_signal_stop",
            "ptrace_stop",
            "binder_");

    /** Waits for a disk: page cache, block layer, journals (mm/filemap.c, block/, fs/jbd2, fs/xfs). */
    private static final List<String> DISK = List.of(
            "io_schedule",
            "bit_wait_io",
            "folio_wait_",
            "wait_on_page_",
            "sleep_on_page",
            "sleep_on_buffer",
            "__wait_on_buffer",
            "do_get_write_access",
            "wait_transaction_locked",
            "add_transaction_credits",
            "balance_dirty_pages",
            "wb_wait_for_completion",
            "sync_inodes_sb",
            "blk_",
            "blkdev_",
            "submit_bio_",
            "rq_qos_wait",
            "get_request",
            "jbd2_",
            "ext4_",
            "xfs_",
            "btrfs_",
            "iomap_",
            "dm_",
            "md_",
            "ovl_");

    /** Waits that no disk ends: for the end of a freeze (fs/super.c), or for a server. */
    private static final List<String> OTHER = List.of(
            "percpu_",
            "__percpu_",
            "__sb_start_write",
            "sb_wait_write",
            "nfs_",
            "nfs4_",
            "rpc_",
            "fuse_",
            "__fuse_",
            "request_wait_answer",
            "fanotify_");

    private WaitChannel() {}

    /** True for a wait that a signal ends, as nearly all are in which daemons rest. */
    public static boolean isEndedBySignals(String wchan) {
        return isPartOf(ENDED_BY_SIGNALS, wchan);
    }

    /** True for a wait for a disk. */
    public static boolean isOfDisk(String wchan) {
        return begins(DISK, wchan);
    }

    /** True for a wait of a file system that no disk ends. */
    public static boolean isOfOther(String wchan) {
        return begins(OTHER, wchan);
    }

    /** True for a wait that only a file system has. */
    public static boolean isOfFileSystem(String wchan) {
        return isOfDisk(wchan) || isOfOther(wchan);
    }

    /**
     * True for a wait for the server of a FUSE file system, which may show as state S: fs/fuse/dev.c request_wait_answer, also
     * as fuse_* in other versions. The functions fuse_dev_* are those in which the server itself rests.
     */
    public static boolean isFuse(String wchan) {
        return wchan.equals("request_wait_answer")
                || (wchan.startsWith("fuse_") || wchan.startsWith("__fuse_")) && !wchan.startsWith("fuse_dev_");
    }

    /**
     * True for the wait of a writer for the end of a freeze: fs/super.c takes a percpu_rw_semaphore for it (kernel/locking/percpu-rwsem.c);
     * older kernels wait in __sb_start_write. Other parts of the kernel have such semaphores too, so it counts only in a call
     * about a file.
     */
    public static boolean isOfFreeze(String wchan) {
        return wchan.startsWith("percpu_") || wchan.startsWith("__percpu_") || wchan.startsWith("__sb_start_write");
    }

    /** True for a wait for the answer of a fanotify listener: fs/notify/fanotify, fanotify_get_response, also inlined. */
    public static boolean isFanotify(String wchan) {
        return wchan.startsWith("fanotify_");
    }

    private static boolean isPartOf(List<String> parts, String wchan) {
        return parts.stream().anyMatch(wchan::contains);
    }

    private static boolean begins(List<String> beginnings, String wchan) {
        return beginnings.stream().anyMatch(wchan::startsWith);
    }
}
