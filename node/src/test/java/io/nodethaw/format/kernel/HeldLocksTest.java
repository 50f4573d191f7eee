package io.nodethaw.format.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.format.Piece;
import io.nodethaw.format.Texts;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeldLocksTest {
    /** Two tasks were reported: 77 waits for rtnl_mutex, and 90 for the end of a grace period. */
    private static final String REPORTS = """
            [  242.0] INFO: task dockerd:77 blocked for more than 120 seconds.
            [  242.1] task:dockerd state:D stack:0 pid:77 ppid:1 flags:0x2
            [  242.2]  __mutex_lock+0x1/0x2
            [  242.3]  rtnl_lock+0x1/0x2
            [  242.4] INFO: task kworker/u4:5:90 blocked for more than 120 seconds.
            [  242.5] task:kworker/u4:5 state:D stack:0 pid:90 ppid:2 flags:0x2
            [  242.6]  synchronize_rcu_expedited+0x1/0x2
            [  242.7]  cleanup_net+0x1/0x2
            """;

    private static final String LIST = "[  243.0] Showing all locks held in the system:\n";

    private static Optional<Integer> owner(String list) throws IOException {
        return Texts.read(REPORTS + list, new HungTasks()).tasks().stream()
                .filter(task -> task.tid().equals(Optional.of(77)))
                .findFirst()
                .flatMap(Piece.Task::owner);
    }

    private static String holds(String task, String... locks) {
        var text = new StringBuilder("[  243.1] " + locks.length + " locks held by " + task + ":\n");
        for (int i = 0; i < locks.length; i++) {
            text.append("[  243.2]  #" + i + ": " + locks[i] + "{+.+.}, at: some_function+0x17/0x20\n");
        }
        return text.toString().replace(" 1 locks", " 1 lock");
    }

    private static final String RTNL = "ffffffff899980e0 (rtnl_mutex)";
    private static final String OTHER = "ffffffff8998ae88 (pernet_ops_rwsem)";

    @Test
    void whoWaitsForSomethingElseHasAllThatIsInItsList() throws IOException {
        assertThat(owner(LIST + holds("dockerd/77", RTNL) + holds("kworker/u4:5/90", OTHER, RTNL)))
                .contains(90);
    }

    @Test
    void whoIsNotReportedYetIsNoHolderBesideACertainOne() throws IOException {
        assertThat(owner(LIST
                        + holds("dockerd/77", RTNL)
                        + holds("kworker/0:11/804", RTNL)
                        + holds("kworker/u4:5/90", OTHER, RTNL)))
                .contains(90);
    }

    @Test
    void whoWaitsForALaterLockHasTheEarlierOnes() throws IOException {
        assertThat(owner(LIST + holds("dockerd/77", RTNL) + holds("ip/60", RTNL, OTHER) + holds("ip/61", RTNL)))
                .contains(60);
    }

    @Test
    void onlyOneThatCanHaveItHasIt() throws IOException {
        assertThat(owner(LIST + holds("dockerd/77", RTNL) + holds("ip/60", RTNL)))
                .contains(60);
        assertThat(owner(LIST + holds("dockerd/77", RTNL) + holds("ip/60", RTNL) + holds("ip/61", RTNL)))
                .isEmpty();
    }

    @Test
    void whoRunsMayHaveItTooAndItsLocksAreNotListed() throws IOException {
        assertThat(owner(LIST + holds("dockerd/77", RTNL) + holds("ip/60", RTNL)
                        + "[  243.1] 2 locks held by kswapd0/50:\n"))
                .isEmpty();
    }

    @Test
    void olderKernelsNameTheLockAlone() throws IOException {
        var lock = " (rtnl_mutex)";
        assertThat(owner(LIST + holds("dockerd/77", lock) + holds("kworker/u4:5/90", lock)))
                .contains(90);
        var ofItsKind = " (&dev->mutex)";
        assertThat(owner(LIST + holds("dockerd/77", ofItsKind) + holds("kworker/u4:5/90", ofItsKind)))
                .isEmpty();
    }

    @Test
    void listBeforeIsOver() throws IOException {
        assertThat(owner(LIST
                        + holds("ip/60", RTNL, OTHER)
                        + LIST
                        + holds("dockerd/77", RTNL)
                        + holds("kworker/u4:5/90", RTNL)))
                .contains(90);
    }

    @Test
    void locksOfOneTaskAloneAreNotAll() throws IOException {
        assertThat(owner(holds("dockerd/77", RTNL) + holds("ip/60", RTNL))).isEmpty();
    }

    @Test
    void whoIsNotSeenToWaitForALockHasNoHolder() throws IOException {
        assertThat(Texts.read(
                                REPORTS + LIST + holds("kworker/u4:5/90", RTNL) + holds("ip/60", RTNL, OTHER),
                                new HungTasks())
                        .tasks())
                .allSatisfy(task -> assertThat(task.owner()).isEmpty());
    }
}
