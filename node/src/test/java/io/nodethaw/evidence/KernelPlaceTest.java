package io.nodethaw.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelPlaceTest {
    @ParameterizedTest
    @CsvSource({
        "LOCK, cgroup_mutex, __schedule schedule schedule_preempt_disabled __mutex_lock mutex_lock proc_cgroup_show proc_single_show",
        "LOCK, rtnl_mutex, schedule __mutex_lock_slowpath mutex_lock rtnl_lock addrconf_verify_work",
        "LOCK, pernet_ops_rwsem, schedule rwsem_down_write_slowpath down_write_killable copy_net_ns create_new_namespaces",
        "LOCK, the lock of a super block (s_umount), __schedule schedule rwsem_down_write_slowpath do_reconfigure_mnt __x64_sys_mount",
        "LOCK, do_unlinkat, schedule rwsem_down_write_slowpath down_write do_unlinkat",
        "SERVER, rpc_wait_bit_killable, schedule rpc_wait_bit_killable __wait_on_bit out_of_line_wait_on_bit",
        "SERVER, nfs_wait_bit_killable, schedule nfs_wait_bit_killable __wait_on_bit",
        "SERVER, wait_on_page_bit, io_schedule wait_on_page_bit __filemap_fdatawait_range nfs_file_fsync",
        "FUSE, request_wait_answer, schedule request_wait_answer __fuse_simple_request fuse_lookup",
        "DISK, jbd2_journal_commit_transaction, __schedule schedule io_schedule jbd2_journal_commit_transaction kjournald2 kthread",
        "DISK, wait_on_page_bit, io_schedule wait_on_page_bit ext4_writepages",
        "DISK, xlog_cil_force_lsn, schedule xlog_cil_force_lsn xfs_log_force_lsn",
        "FREEZE, mnt_want_write, schedule percpu_rwsem_wait __percpu_down_read mnt_want_write do_unlinkat",
        "FREEZE, mnt_want_write, schedule percpu_down_read mnt_want_write",
        "RCU, synchronize_rcu, schedule schedule_timeout wait_for_completion synchronize_rcu",
        "RCU, fsnotify_wait_marks_destroyed, flush_work flush_delayed_work fsnotify_wait_marks_destroyed fsnotify_destroy_group",
        "RCU, _rcu_barrier, schedule schedule_timeout wait_for_completion _rcu_barrier rcu_barrier netdev_run_todo",
        "DISK, _xfs_log_force_lsn, __schedule schedule _xfs_log_force_lsn xfs_log_worker process_one_work",
        "MEMORY, congestion_wait, schedule_timeout io_schedule_timeout congestion_wait shrink_inactive_list shrink_lruvec",
        "MEMORY, mem_cgroup_oom_synchronize, schedule mem_cgroup_oom_synchronize pagefault_out_of_memory",
        "MEMORY, shrink_inactive_list, shrink_inactive_list shrink_lruvec shrink_node do_try_to_free_pages",
        "REST, ep_poll, schedule_hrtimeout_range ep_poll do_epoll_wait",
        "REST, futex_wait_queue, schedule futex_wait_queue futex_wait",
        "LOCK, net_mutex, __schedule schedule_preempt_disabled __mutex_lock_slowpath mutex_lock copy_net_ns create_new_namespaces",
        "NAMESPACE, zap_pid_ns_processes, __schedule schedule zap_pid_ns_processes do_exit do_group_exit",
        "READER, pipe_wait, pipe_wait pipe_write do_sync_write vfs_write",
        "READER, unix_wait_for_peer, schedule_timeout unix_wait_for_peer unix_dgram_sendmsg",
        "REST, pipe_wait, schedule pipe_wait pipe_read vfs_read",
        "OTHER, rollback_registered_many, schedule_timeout wait_for_completion __flush_work rollback_registered_many rtnl_delete_link",
        "LOCK, rtnl_mutex, rtnl_lock netdev_run_todo rtnetlink_rcv_msg",
        "LOCK, cgroup_mutex, proc_cgroup_show proc_single_show seq_read",
        "LOCK, copy_net_ns, copy_net_ns create_new_namespaces unshare_nsproxy_namespaces",
        "OTHER, setup_net, setup_net copy_net_ns create_new_namespaces",
        "OTHER, os_acquire_rwlock_read, schedule os_acquire_rwlock_read",
    })
    void whatAStackTells(KernelPlace.Kind kind, String name, String functions) {
        var place = KernelPlace.of(List.of(functions.split(" ")));
        assertThat(place.kind()).isEqualTo(kind);
        assertThat(place.lock().orElse(place.function())).isEqualTo(name);
    }
}
