package io.nodethaw.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaitChannelTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "futex_wait_queue_me",
                "futex_do_wait",
                "do_epoll_wait",
                "ep_poll",
                "do_nanosleep",
                "hrtimer_nanosleep",
                "anon_pipe_read"
            })
    void daemonsRestInWaitsThatASignalEnds(String wchan) {
        assertThat(WaitChannel.isEndedBySignals(wchan)).isTrue();
        assertThat(WaitChannel.isOfFileSystem(wchan)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "percpu_rwsem_wait",
                "__sb_start_write",
                "rpc_wait_bit_killable",
                "request_wait_answer",
                "fanotify_handle_event",
                "folio_wait_bit_common",
                "jbd2_log_wait_commit"
            })
    void noSignalEndsTheWaitForAFileSystem(String wchan) {
        assertThat(WaitChannel.isEndedBySignals(wchan)).isFalse();
        assertThat(WaitChannel.isOfFileSystem(wchan)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"request_wait_answer", "fuse_get_req", "__fuse_simple_request"})
    void whoAsksAFuseServerWaitsForIt(String wchan) {
        assertThat(WaitChannel.isFuse(wchan)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fuse_dev_do_read", "", "futex_wait", "nfs_wait_bit_killable"})
    void serverThatRestsAndOthersDoNot(String wchan) {
        assertThat(WaitChannel.isFuse(wchan)).isFalse();
    }
}
