package io.nodethaw.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.agent.cure.Attempt;
import io.nodethaw.agent.cure.Healer;
import io.nodethaw.agent.cure.Outcome;
import io.nodethaw.agent.cure.Policy;
import io.nodethaw.agent.cure.Told;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.OpenCures;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CuringTest {
    private static final String DEAF = "systemd.deaf-on-bus";
    private static final Published WELL =
            new Published("NodeStalled", Status.FALSE, "NotStalled", "", "HEALTHY", Instant.EPOCH);
    private static final Published STALLED =
            new Published("NodeStalled", Status.TRUE, "X", DEAF, "STALLED", Instant.EPOCH);
    private static final Published FAILING =
            new Published("NodeFailing", Status.TRUE, "Y", "containerd.not-running", "FAILING", Instant.EPOCH);

    private final TestHost time = new TestHost();
    private final List<Told> told = new ArrayList<>();
    private final List<String> healed = new ArrayList<>();
    private Policy policy = policy(2, DEAF);
    private int done;
    private boolean unreadable;
    private Curing curing = curing();

    private static Policy policy(int perHour, String... codes) {
        return new Policy(
                Set.of(codes),
                Set.of(codes),
                Duration.ofSeconds(10),
                perHour,
                List.of(),
                "x/y",
                Policy.NONE.slots(),
                Optional.empty());
    }

    private Curing curing() {
        var healer = new Healer() {
            @Override
            public Outcome heal(String code) {
                healed.add(code);
                done++;
                return new Outcome(Outcome.Ending.HEALED, "cured", "");
            }

            @Override
            public int cures(Evidence now) throws IOException {
                if (unreadable) {
                    throw new IOException("a record");
                }
                return done;
            }
        };
        return new Curing(
                time.host(), () -> policy, new Attempt(time.host(), Optional.empty(), healer, told::add), told::add);
    }

    private void rounds(int count, Published... now) {
        rounds(count, Verdicts.deaf().evidence(), now);
    }

    private void rounds(int count, Evidence evidence, Published... now) {
        var deaf = Verdicts.deaf();
        var seen = new Seen(evidence, deaf.verdict(), deaf.triage(), deaf.line(), List.of(), List.of());
        for (int round = 0; round < count; round++) {
            time.pass(Duration.ofSeconds(10));
            curing.round(new Rounds.Ending.Looked(seen, Duration.ZERO), List.of(now));
        }
    }

    private List<String> reasons() {
        return told.stream().map(Told::reason).toList();
    }

    @Test
    void whatHasHeldIsCuredOnceAndThenWatchedForAWhile() {
        rounds(1, STALLED);
        assertThat(healed).isEmpty();
        rounds(1, STALLED);
        assertThat(healed).containsExactly(DEAF);
        rounds(29, STALLED);
        assertThat(healed).hasSize(1);
        rounds(2, STALLED);
        assertThat(healed).hasSize(2);
    }

    @Test
    void withoutAPolicyNothingIsDoneOrTold() {
        policy = Policy.NONE;
        rounds(100, STALLED);
        assertThat(healed).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void aDecisionNotToActIsToldOnceUntilItsReasonChanges() {
        policy = policy(1, "shim.stopped");
        rounds(200, STALLED);
        assertThat(reasons()).containsExactly("CureNotAllowed");
        policy = policy(1, DEAF);
        rounds(31, STALLED);
        assertThat(reasons()).containsExactly("CureNotAllowed", "CureBegun", "Cured");
        rounds(200, STALLED);
        assertThat(reasons()).endsWith("Cured", "CureBudgetSpent").hasSize(4);
        rounds(1, WELL);
        rounds(31, STALLED);
        assertThat(reasons()).endsWith("CureBudgetSpent", "CureBudgetSpent").hasSize(5);
    }

    @Test
    void theBudgetOutlivesTheAgentAndARecordThatCannotBeReadSpendsIt() {
        policy = policy(1, DEAF);
        rounds(2, STALLED);
        assertThat(healed).hasSize(1);
        curing = curing();
        rounds(50, STALLED);
        assertThat(healed).hasSize(1);
        assertThat(reasons()).endsWith("CureBudgetSpent");
        curing = curing();
        unreadable = true;
        rounds(50, STALLED);
        assertThat(healed).hasSize(1);
        assertThat(reasons()).endsWith("CureRecordsUnread");
    }

    @Test
    void otherCodesAreLeftAloneBesideOneThatIsAllowed() {
        rounds(2, FAILING, STALLED);
        assertThat(healed).containsExactly(DEAF);
        healed.clear();
        rounds(100, FAILING);
        assertThat(healed).isEmpty();
        assertThat(reasons()).endsWith("CureNotAllowed");
    }

    @Test
    void looksThatTellNothingStartNothing() {
        for (int round = 0; round < 100; round++) {
            time.pass(Duration.ofSeconds(10));
            curing.round(new Rounds.Ending.Late(Duration.ofSeconds(20)), List.of(STALLED));
        }
        assertThat(healed).isEmpty();
    }

    @Test
    void whatAnAgentBeforeThisOneHasBegunIsFinished() {
        var open = Verdicts.deaf().evidence().toBuilder()
                .seen(OpenCures.TYPE, "", new OpenCures(List.of(new OpenCures.OpenCure(DEAF, 5, "", List.of()))))
                .build();
        done = 9;
        rounds(6, open, WELL);
        assertThat(healed).isEmpty();
        rounds(1, open, WELL);
        assertThat(healed).containsExactly(DEAF);
        assertThat(told.getFirst().message()).startsWith("finishes the cure for " + DEAF);
    }

    @Test
    void aCureThatLastsKeepsTheRoundsFromNothing() {
        time.hangs = true;
        rounds(100, STALLED);
        assertThat(healed).isEmpty();
        assertThat(time.waiting).hasSize(1);
        time.hangs = false;
        time.waiting.remove().run();
        assertThat(healed).hasSize(1);
    }
}
