package io.nodethaw.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PartyTest {
    private static final Party RUNTIME = new Party("cri", "a CRI runtime", "No pod starts.");
    private static final Party DAEMON = new Party("docker", "dockerd", "No container starts.");
    private static final WayOut WAY_OUT = WayOut.restart("its containers end");

    private static String meaning(Rule rule) {
        return rule.explanation().meaning();
    }

    @Test
    void pagesCallAProcessByWhatItIsNotByItsHop() {
        assertThat(meaning(LockQueueRule.of(RUNTIME, WAY_OUT))).startsWith("A CRI runtime does not answer, ");
        assertThat(meaning(DeadlockRule.of(RUNTIME, WAY_OUT))).startsWith("Goroutines of a CRI runtime wait for ");
        assertThat(meaning(HaltedRule.stopped(RUNTIME)))
                .startsWith("A CRI runtime is stopped ")
                .endsWith("No pod starts.");
        assertThat(meaning(HaltedRule.frozen(RUNTIME))).startsWith("The cgroup of a CRI runtime, or one above it, ");
    }

    @Test
    void nameOfAProgramHasNoCapital() {
        assertThat(meaning(LockQueueRule.of(DAEMON, WAY_OUT))).startsWith("dockerd does not answer, ");
    }

    @Test
    void pagesTellWhatIsDoneInTheEndAndWhatThatCosts() {
        assertThat(DeadlockRule.of(DAEMON, WAY_OUT).explanation().cure())
                .contains("then restart the daemon (its containers end): a deadlock never ends");
        assertThat(LockQueueRule.of(DAEMON, new WayOut("end", "that shim", "its containers end with it"))
                        .explanation()
                        .cure())
                .contains("before you end that shim (its containers end with it): nothing else");
    }
}
