package io.nodethaw.evidence;

import java.util.List;
import java.util.Optional;

/**
 * What a thread waits for in the kernel, by its stack: the functions that only put it to sleep are left out, so that the first of the
 * others tells, as {@code /proc/PID/wchan} does (kernel/sched/core.c, get_wchan; asm-generic/vmlinux.lds.h, SCHED_TEXT).
 *
 * @param kind what could end the wait
 * @param function in which it waits; empty where the stack tells nothing
 * @param lock the lock of the kernel that it waits for, where its functions tell: "cgroup_mutex"
 */
public record KernelPlace(Kind kind, String function, Optional<String> lock) {
    /** What could end a wait. */
    public enum Kind {
        /** Whoever holds a lock of the kernel. */
        LOCK("a lock of the kernel"),
        /** A disk or its driver. */
        DISK("a disk"),
        /** A file server. */
        SERVER("a file server"),
        /** The process that serves a FUSE file system. */
        FUSE("the server of a FUSE file system"),
        /** The end of a freeze of a file system. */
        FREEZE("the end of a freeze of a file system"),
        /** All processors, or all tasks, to pass through a quiet state. */
        RCU("an RCU grace period"),
        /** The other processes of a pid namespace, whose first one ends. */
        NAMESPACE("the other processes of its pid namespace to end"),
        /** Memory, of the node or of a control group, that has to be freed first. */
        MEMORY("memory to be freed"),
        /** Whoever reads the other end of a pipe or a socket that is full. */
        READER("whoever reads the other end of what it writes to"),
        /** An event, a child or a signal: any process rests so. */
        REST("an event"),
        /** Something else. */
        OTHER("the kernel");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** As it follows "waits for". */
        public String words() {
            return words;
        }
    }

    /** Functions that put a task to sleep, whatever it waits for. */
    private static final List<String> SLEEP =
            words("__schedule schedule preempt_schedule _cond_resched __cond_resched context_switch "
                    + "__switch_to _raw_spin io_schedule ret_from_fork native_queued_spin queued_spin "
                    + "finish_task_switch kernel_stack_ dump_stack show_stack sched_show_task refcount_ "
                    + "__might_sleep lock_acquire lock_release __lock_acquire trace_ mark_held_locks usleep_range "
                    + "msleep schedule_timeout");

    /** Functions in which a task waits for a mutex, a semaphore or a lock of readers and writers (kernel/locking). */
    private static final List<String> LOCKS =
            words("__mutex_ mutex_ __ww_mutex ww_mutex rwsem_ __rwsem_ call_rwsem_ down_read down_write "
                    + "__down_ __down down_interruptible down_killable down_timeout down_trylock down rt_mutex_ "
                    + "__rt_mutex rwbase_ rtmutex_ ___down_");

    /** The same for the percpu_rw_semaphore (kernel/locking/percpu-rwsem.c). */
    private static final List<String> PERCPU = words("percpu_ __percpu_");

    /** Functions in which it waits for a bit or a completion, which says nothing of what. */
    private static final List<String> WAITS =
            words("bit_wait __wait_on_bit out_of_line_wait_on_bit wait_on_bit __wait_for_common "
                    + "wait_for_common do_wait_for_common wait_for_completion autoremove_wake "
                    + "default_wake_function wait_woken prepare_to_wait finish_wait __wait_event "
                    + "__flush_work flush_work __flush_workqueue flush_workqueue flush_delayed_work __cancel_work cancel_work "
                    + "cancel_delayed_work");

    private static final List<String> SERVERS =
            words("nfs rpc_ __rpc_ cifs_ smb2_ SMB2_ ceph_ __ceph_ p9_ v9fs_ afs_ lustre_ ll_ gfs2_ ocfs2_ "
                    + "dlm_ xprt_ call_transmit o2 ptlrpc_ cl_io osc_");

    /** Waits for memory of the page cache: a disk where nothing else of the stack says whose. */
    private static final List<String> PAGES =
            words("wait_on_page folio_wait __lock_page lock_page __folio_lock wait_on_buffer __wait_on_buffer "
                    + "__lock_buffer filemap_fdatawait __filemap_fdatawait filemap_write_and_wait "
                    + "truncate_inode_pages");

    private static final List<String> DISKS =
            words("jbd2_ __jbd2_ ext4_ __ext4_ ext3_ xfs_ xlog_ btrfs_ f2fs_ blk_ __blk_ blkdev_ submit_bio "
                    + "rq_qos_ wbt_ dm_ md_ raid1_ raid5_ raid10_ nvme_ scsi_ sd_ virtio_blk virtblk_ loop_ "
                    + "iomap_ ovl_ do_get_write_access wait_transaction_locked add_transaction_credits "
                    + "balance_dirty_pages zfs_ zil_ txg_ dmu_ zio_ cv_wait_common get_request mempool_alloc "
                    + "wb_wait sync_inodes wait_sb_inodes bcache_ bch_ drbd_ rbd_ nbd_ write_cache_pages "
                    + "__writeback_ kjournald journal_");

    private static final List<String> RCU =
            words("synchronize_rcu synchronize_srcu __synchronize_srcu __wait_rcu_gp wait_rcu_gp rcu_barrier "
                    + "synchronize_net synchronize_sched wait_for_rcu _synchronize_rcu_expedited exp_funnel_lock "
                    + "fsnotify_wait_marks_destroyed");

    /** Waits for memory (mm/vmscan.c, mm/memcontrol.c, mm/backing-dev.c): of a group without room, until somebody in it ends. */
    private static final List<String> MEMORY =
            words("congestion_wait wait_iff_congested reclaim_throttle throttle_direct_reclaim "
                    + "mem_cgroup_oom_synchronize mem_cgroup_handle_over_high mem_cgroup_wait_acct_move");

    /** Work to free it: who is in it may also run. */
    private static final List<String> RECLAIM =
            words("shrink_ do_try_to_free_pages try_to_free_ try_charge do_shrink_slab");

    /** Waits of writers until somebody has read (fs/pipe.c, net/unix/af_unix.c, net/core/sock.c, net/core/stream.c). */
    private static final List<String> WRITING =
            words("pipe_write anon_pipe_write pipe_wait_writable unix_wait_for_peer unix_stream_sendmsg "
                    + "unix_dgram_sendmsg sock_alloc_send sock_wait_for_wmem sk_stream_wait_memory tcp_sendmsg");

    /** The same, where the function in which they wait serves readers too: the next one tells. */
    private static final List<String> EITHER = words("pipe_wait");

    private static final List<String> REST =
            words("futex_ do_futex ep_poll do_epoll_wait sys_epoll_wait do_select poll_schedule_timeout "
                    + "do_sys_poll pipe_ anon_pipe_ wait_for_partner fifo_open unix_stream_ unix_wait_for_peer "
                    + "skb_wait __skb_wait inet_csk_accept tcp_recvmsg sk_wait_data hrtimer_nanosleep "
                    + "do_nanosleep do_wait kernel_wait4 do_sigtimedwait sigsuspend do_signal_stop ptrace_stop "
                    + "kthread_worker_fn worker_thread rescuer_thread smpboot_thread rcu_gp_kthread kswapd "
                    + "do_syslog devtmpfsd msr_ inotify_read signalfd timerfd_read eventfd_read n_tty_read "
                    + "do_accept unix_accept __refrigerator get_signal do_freezer_trap vdev_ kauditd_thread "
                    + "khugepaged oom_reaper ksm_scan netlink_recvmsg packet_recvmsg wait_consider cv_wait_sig "
                    + "taskq_thread z_thr");

    private record Known(String lock, List<String> functions) {}

    /** Locks that are known by the functions that take them. */
    private static final List<Known> KNOWN = List.of(
            new Known(
                    "cgroup_mutex",
                    words("proc_cgroup cgroup_ cgroup1_ css_ cgroupstats_ cgroup2_ kill_css __cgroup_")),
            new Known(
                    "rtnl_mutex",
                    words("rtnl_ rtnetlink_ register_netdev unregister_netdev dev_ioctl netdev_run_todo")),
            new Known("pernet_ops_rwsem", words("copy_net_ns cleanup_net register_pernet unregister_pernet net_ns_")),
            new Known(
                    "namespace_sem",
                    words("namespace_lock lock_mount do_lock_mount copy_mnt_ns namespace_unlock "
                            + "attach_recursive_mnt")),
            new Known("cpu_hotplug_lock", words("cpus_read_lock cpus_write_lock get_online_cpus cpu_up cpu_down")),
            new Known(
                    "the lock of a super block (s_umount)",
                    words("iterate_supers grab_super deactivate_super sync_filesystem super_lock "
                            + "__iterate_supers sget get_super user_get_super do_reconfigure_mnt do_remount "
                            + "do_umount_root quotactl_block")),
            new Known(
                    "the memory map of a process (mmap_lock)",
                    words("mmap_read_lock mmap_write_lock exit_mm vm_mmap __do_page_fault do_user_addr_fault "
                            + "proc_pid_cmdline do_madvise get_cmdline mm_access m_start __vm_munmap vm_munmap "
                            + "khugepaged_")),
            new Known("tty_mutex", words("tty_open tty_release tty_init")),
            new Known("wq_pool_attach_mutex", words("worker_attach worker_detach")),
            new Known("ipc or audit", words("audit_ kauditd_")));

    /**
     * The same locks, by functions that sleep for nothing else themselves. {@code /proc/PID/stack} leaves out the functions that only sleep
     * (kernel/stacktrace.c, stack_trace_consume_entry_nosched), so that there the wait begins with one of these.
     */
    private static final List<Known> DIRECT = List.of(
            new Known(
                    "cgroup_mutex",
                    words("proc_cgroup_show proc_cgroupstats_show cgroup_kn_lock_live cgroup_do_mount")),
            new Known("rtnl_mutex", words("rtnl_lock rtnetlink_rcv_msg register_netdev unregister_netdev")),
            new Known(
                    "", // net_mutex until 4.17, pernet_ops_rwsem since
                    words("copy_net_ns cleanup_net register_pernet_subsys unregister_pernet_subsys "
                            + "register_pernet_device unregister_pernet_device")),
            new Known("namespace_sem", words("namespace_lock copy_mnt_ns")));

    /** Functions that a system call of any kind passes through at the end of a stack: they tell nothing of a wait. */
    private static final int INNER = 14;

    /** Beginnings of names, with blanks between them. */
    private static List<String> words(String names) {
        return List.of(names.split(" ", -1));
    }

    /**
     * A stack of which the kernel is not sure, from where the task went to sleep: functions before that lay on the stack from earlier
     * calls. All of it where no function tells of a sleep.
     */
    public static List<String> fromSleep(List<String> functions) {
        for (int i = 0; i < Math.min(functions.size(), INNER); i++) {
            var function = functions.get(i);
            if (begins(LOCKS, function) || begins(SLEEP, function) || begins(WAITS, function)) {
                return functions.subList(i, functions.size());
            }
        }
        return functions;
    }

    /** What a stack tells, innermost function first. */
    public static KernelPlace of(List<String> functions) {
        boolean locked = false;
        boolean percpu = false;
        var rest = functions.subList(0, Math.min(functions.size(), INNER));
        int begin = 0;
        while (begin < rest.size()) {
            var function = rest.get(begin);
            boolean lock = begins(LOCKS, function);
            boolean writers = begins(PERCPU, function);
            if (!lock && !writers && !begins(SLEEP, function) && !begins(WAITS, function)) {
                break;
            }
            locked |= lock;
            percpu |= writers;
            begin++;
        }
        int at = begin;
        var own = rest.subList(at, rest.size());
        var function = own.isEmpty() ? "" : own.getFirst();
        if (locked) {
            return new KernelPlace(Kind.LOCK, function, lock(own).map(lock -> ofItsTime(lock, rest.subList(0, at))));
        }
        var direct = at == 0
                ? DIRECT.stream()
                        .filter(known -> known.functions().contains(function))
                        .findFirst()
                : Optional.<Known>empty();
        if (direct.isPresent()) {
            return new KernelPlace(Kind.LOCK, function, direct.map(Known::lock).filter(lock -> !lock.isEmpty()));
        }
        if (percpu && own.stream().anyMatch(KernelPlace::isOfFreeze)) {
            return new KernelPlace(Kind.FREEZE, function, Optional.empty());
        }
        if (percpu) {
            return new KernelPlace(Kind.LOCK, function, lock(own));
        }
        return new KernelPlace(kind(function, own), function, Optional.empty());
    }

    /** Until 4.17 a mutex had the part of pernet_ops_rwsem (net/core/net_namespace.c). */
    private static String ofItsTime(String lock, List<String> waiting) {
        boolean mutex =
                waiting.stream().anyMatch(function -> function.startsWith("mutex_") || function.startsWith("__mutex_"));
        return mutex && lock.equals("pernet_ops_rwsem") ? "net_mutex" : lock;
    }

    private static Kind kind(String function, List<String> own) {
        if (function.isEmpty()) {
            return Kind.OTHER;
        }
        if (own.stream().anyMatch(WaitChannel::isFuse)) {
            return Kind.FUSE;
        }
        if (begins(RCU, function)) {
            return Kind.RCU;
        }
        if (begins(MEMORY, function) || begins(RECLAIM, function)) {
            return Kind.MEMORY;
        }
        if (function.startsWith("zap_pid_ns_processes")) {
            return Kind.NAMESPACE;
        }
        if (begins(WRITING, function) || begins(EITHER, function) && own.size() > 1 && begins(WRITING, own.get(1))) {
            return Kind.READER;
        }
        boolean pages = begins(PAGES, function);
        if (own.stream().limit(pages ? INNER : SERVER_WITHIN).anyMatch(name -> begins(SERVERS, name))) {
            return Kind.SERVER;
        }
        if (pages || begins(DISKS, function) || WaitChannel.isOfDisk(function)) {
            return Kind.DISK;
        }
        if (isOfFreeze(function)) {
            return Kind.FREEZE;
        }
        return begins(REST, function) ? Kind.REST : Kind.OTHER;
    }

    /** How far from the wait a function of a file system with a server may be, where it does not wait for pages. */
    private static final int SERVER_WITHIN = 3;

    /** fs/super.c: a writer waits in sb_start_write for the end of a freeze. */
    private static boolean isOfFreeze(String function) {
        return function.startsWith("__sb_start_write")
                || function.startsWith("sb_start_")
                || function.startsWith("mnt_want_write")
                || function.startsWith("sb_wait_write")
                || function.startsWith("freeze_super")
                || function.startsWith("vfs_write")
                || function.startsWith("file_start_write");
    }

    private static Optional<String> lock(List<String> own) {
        return own.stream()
                .limit(3)
                .flatMap(function -> KNOWN.stream().filter(known -> begins(known.functions(), function)))
                .map(Known::lock)
                .findFirst();
    }

    /** Some functions have an inner half of the same name with underscores before it. */
    private static boolean begins(List<String> beginnings, String function) {
        int own = 0;
        while (own < function.length() && function.charAt(own) == '_') {
            own++;
        }
        var name = function.substring(own);
        return beginnings.stream().anyMatch(beginning -> function.startsWith(beginning) || name.startsWith(beginning));
    }

    /** True for a wait that nothing but a daemon's own doing is; false for one that holds a thread in the kernel. */
    public boolean isRest() {
        return kind == Kind.REST;
    }

    /** True while it opens a fifo that nobody else has opened yet (fs/pipe.c, fifo_open). */
    public boolean isFifoOpen() {
        return function.startsWith("wait_for_partner") || function.startsWith("fifo_open");
    }

    /** True for a wait that no signal ends but SIGKILL: locks, disks, servers, freezes. */
    public boolean isHeld() {
        return switch (kind) {
            case LOCK, DISK, SERVER, FREEZE, RCU, NAMESPACE -> true;
            case MEMORY -> begins(MEMORY, function);
            case FUSE, READER, REST, OTHER -> false;
        };
    }

    /** Where it waits, in a name: the lock, else the function. */
    public String name() {
        return lock.orElse(function.isEmpty() ? "the kernel" : function);
    }
}
