package io.nodethaw.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AgentTest {
    private final TestHost time = new TestHost();
    private final List<String> told = new ArrayList<>();
    private final List<Seen> looks = new ArrayList<>();
    private final StringBuilder kinds = new StringBuilder();
    private boolean closed;

    private final Follower follower = new Follower() {
        @Override
        public void round(Rounds.Ending ending, List<Published> conditions) {
            told.add(time.now().toMillis() + " " + ending.getClass().getSimpleName());
        }

        @Override
        public void changed(Published before, Published now, Rounds.Ending ending) {
            told.add(time.now().toMillis() + " " + now.type() + " "
                    + now.status().word() + " " + now.reason());
        }
    };

    private final Pace pace = new Pace(Optional::empty);
    private final Agent agent =
            new Agent(time.host(), new LiveSettings(Settings.USUAL), this::open, List.of(follower), pace, List.of());

    private Eyes open() {
        return new Eyes() {
            @Override
            public Seen look(Extent extent) {
                kinds.append(extent == Extent.LIGHT ? 'l' : extent == Extent.STILL ? 's' : 'W');
                return looks.removeFirst();
            }

            @Override
            public void rest() {
                kinds.append('.');
            }

            @Override
            public void close() {
                closed = true;
            }
        };
    }

    private void run(List<Seen> rounds) throws InterruptedException {
        looks.addAll(rounds);
        agent.run(looks::isEmpty);
    }

    private List<String> changes() {
        return told.stream().filter(line -> !line.endsWith("Looked")).toList();
    }

    @Test
    void whatBeginsBetweenLooksThatAreFarApartIsToldAsEarly() throws InterruptedException {
        var costs = new ArrayDeque<>(List.of(0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0));
        var slow = new Agent(
                time.host(),
                new LiveSettings(Settings.USUAL),
                this::open,
                List.of(follower),
                new Pace(() -> Optional.of(costs.removeFirst())),
                List.of());
        looks.addAll(List.of(
                Verdicts.well(), Verdicts.well(), Verdicts.well(), Verdicts.well(), Verdicts.deaf(), Verdicts.deaf()));
        slow.run(looks::isEmpty);
        assertThat(told)
                .endsWith(
                        "12000 Looked",
                        "32000 Looked",
                        "52000 Looked",
                        "68000 NodeStalled True SystemdDeafOnBus",
                        "68000 Looked");
    }

    @Test
    void theFirstLooksFollowEachOtherThenOneEveryTenSeconds() throws InterruptedException {
        run(List.of(Verdicts.well(), Verdicts.well(), Verdicts.well(), Verdicts.well()));
        assertThat(told)
                .containsExactly(
                        "0 Looked",
                        "2000 NodeStalled False NotStalled",
                        "2000 NodeFailing False NotFailing",
                        "2000 Looked",
                        "12000 Looked",
                        "22000 Looked");
        assertThat(closed).isTrue();
    }

    @Test
    void aStallIsPublishedOnceItHasHeldAndClearedAfterTheCure() throws InterruptedException {
        var rounds = new ArrayList<>(List.of(Verdicts.well(), Verdicts.well()));
        for (int look = 0; look < 4; look++) {
            rounds.add(Verdicts.deaf());
        }
        rounds.addAll(List.of(Verdicts.well(), Verdicts.well()));
        run(rounds);
        // seen at 12 s, when it had held for 4 s; it need not have held longer, because all was well at 2 s
        assertThat(changes().subList(2, changes().size()))
                .containsExactly("38000 NodeStalled True SystemdDeafOnBus", "50000 NodeStalled False NotStalled");
    }

    @Test
    void whoGetsNoProcessorAccusesNobody() throws InterruptedException {
        time.oversleep = Duration.ofSeconds(3);
        run(List.of(
                Verdicts.well(),
                Verdicts.well(),
                Verdicts.deaf(),
                Verdicts.deaf(),
                Verdicts.deaf(),
                Verdicts.deaf(),
                Verdicts.deaf()));
        assertThat(changes())
                .contains("5000 NodeStalled False NotStalled")
                .noneMatch(line -> line.contains("True"))
                .anyMatch(line -> line.endsWith("NodeStalled Unknown CannotTell"));
    }

    @Test
    void looksThatHangMakeItUnknown() throws InterruptedException {
        looks.addAll(List.of(Verdicts.well(), Verdicts.well()));
        agent.run(looks::isEmpty);
        time.hangs = true;
        told.clear();
        agent.run(() -> told.size() > 6);
        assertThat(told)
                .contains("32000 Late")
                .anyMatch(line -> line.endsWith("NodeStalled Unknown CannotTell"))
                .anyMatch(line -> line.endsWith("NodeFailing Unknown CannotTell"));
    }

    @Test
    void whileAllIsWellALookThatReadsAllIsTakenEveryTwoMinutes() throws InterruptedException {
        run(Collections.nCopies(27, Verdicts.well()));
        assertThat(kinds).hasToString("WW." + "l.".repeat(11) + "W." + "l.".repeat(11) + "W." + "l.");
    }

    @Test
    void onceSomethingIsTheMatterEachLookReadsAllUntilItIsPublished() throws InterruptedException {
        var rounds = new ArrayList<>(Collections.nCopies(4, Verdicts.well()));
        rounds.addAll(Collections.nCopies(5, Verdicts.deaf()));
        rounds.addAll(Collections.nCopies(4, Verdicts.well()));
        run(rounds);
        assertThat(kinds).hasToString("WW.l.l.lWWW.s.sW.l.l.");
    }

    @Test
    void whileItIsSickAsBeforeALookThatReadsAllIsTakenEveryTwoMinutes() throws InterruptedException {
        var rounds = new ArrayList<>(Collections.nCopies(2, Verdicts.well()));
        rounds.addAll(Collections.nCopies(4, Verdicts.deaf()));
        rounds.addAll(Collections.nCopies(11, Verdicts.deaf().still()));
        rounds.addAll(Collections.nCopies(1, Verdicts.deaf()));
        rounds.addAll(Collections.nCopies(2, Verdicts.deaf().still()));
        rounds.addAll(Collections.nCopies(2, Verdicts.well()));
        run(rounds);
        assertThat(kinds).hasToString("WW.lWWW.sssssssssssW.sssW.");
        assertThat(changes().getLast()).endsWith("NodeStalled False NotStalled");
    }

    /** What a short look finds new is of a whole one. */
    @Test
    void aCureIsSeenByTheNextLookAndConfirmedByAnother() throws InterruptedException {
        var rounds = new ArrayList<>(Collections.nCopies(2, Verdicts.well()));
        rounds.addAll(Collections.nCopies(4, Verdicts.deaf()));
        rounds.addAll(Collections.nCopies(2, Verdicts.deaf().still()));
        rounds.addAll(Collections.nCopies(3, Verdicts.well()));
        run(rounds);
        assertThat(kinds).hasToString("WW.lWWW.sssW.l.");
        assertThat(changes().getLast()).endsWith("NodeStalled False NotStalled");
    }

    @Test
    void anAgentThatIsStartedAnewGoesOnWhereTheOneBeforeWasEnded() throws InterruptedException {
        var before = new Published(
                "NodeStalled", Status.TRUE, "SystemdDeafOnBus", "systemd.deaf-on-bus", "STALLED", TestHost.WALL);
        var again = new Agent(
                time.host(), new LiveSettings(Settings.USUAL), this::open, List.of(follower), pace, List.of(before));
        looks.addAll(List.of(Verdicts.deaf(), Verdicts.deaf(), Verdicts.deaf(), Verdicts.well(), Verdicts.well()));
        again.run(looks::isEmpty);
        assertThat(changes())
                .filteredOn(line -> line.contains("NodeStalled"))
                .hasSize(1)
                .first()
                .asString()
                .endsWith("NodeStalled False NotStalled");
    }
}
