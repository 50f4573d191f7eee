package io.nodethaw.agent.cure;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.agent.cure.Decision.Why;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PremisesTest {
    private static final Instant MONDAY_NOON = Instant.parse("2026-11-30T12:00:00Z");
    private static final Hours NIGHT =
            new Hours(Set.of(DayOfWeek.MONDAY), LocalTime.of(22, 0), LocalTime.of(4, 0), ZoneOffset.UTC);

    static Policy policy(List<Hours> hours, String... codes) {
        return new Policy(
                Set.of(codes),
                Set.of(),
                Duration.ofSeconds(10),
                2,
                hours,
                "nodethaw.io/no-cure",
                Policy.Slots.USUAL,
                Optional.empty());
    }

    private static Need need(int held) {
        return new Need("systemd.deaf-on-bus", Duration.ofSeconds(held), false);
    }

    private static Decision decide(Policy policy, Need need, OptionalInt cures) {
        return Premises.decide(policy, need, cures, MONDAY_NOON);
    }

    private static Why why(Decision decision) {
        return ((Decision.Withhold) decision).why();
    }

    @Test
    void whatIsAllowedAndHasHeldGoesAhead() {
        assertThat(decide(policy(List.of(), "systemd.deaf-on-bus"), need(10), OptionalInt.of(0)))
                .isEqualTo(new Decision.Go());
    }

    @Test
    void nothingIsAllowedUnlessItIsNamed() {
        assertThat(Policy.NONE.isOn()).isFalse();
        assertThat(why(decide(Policy.NONE, need(99), OptionalInt.of(0)))).isEqualTo(Why.NOT_ALLOWED);
        assertThat(why(decide(policy(List.of(), "shim.stopped"), need(99), OptionalInt.of(0))))
                .isEqualTo(Why.NOT_ALLOWED);
    }

    @Test
    void whatHasNotHeldLongEnoughWaits() {
        assertThat(decide(policy(List.of(), "systemd.deaf-on-bus"), need(9), OptionalInt.of(0)))
                .isEqualTo(new Decision.Wait());
    }

    @Test
    void outsideOfTheHoursNothingIsDone() {
        assertThat(why(decide(policy(List.of(NIGHT), "systemd.deaf-on-bus"), need(10), OptionalInt.of(0))))
                .isEqualTo(Why.OUTSIDE_HOURS);
        assertThat(Premises.decide(
                        policy(List.of(NIGHT), "systemd.deaf-on-bus"),
                        need(10),
                        OptionalInt.of(0),
                        MONDAY_NOON.plus(Duration.ofHours(10))))
                .isEqualTo(new Decision.Go());
    }

    @Test
    void aBudgetThatIsSpentOrNotKnownAllowsNothing() {
        var policy = policy(List.of(), "systemd.deaf-on-bus");
        assertThat(decide(policy, need(10), OptionalInt.of(1))).isEqualTo(new Decision.Go());
        assertThat(why(decide(policy, need(10), OptionalInt.of(2)))).isEqualTo(Why.BUDGET_SPENT);
        assertThat(why(decide(policy, need(10), OptionalInt.empty()))).isEqualTo(Why.RECORDS_UNREAD);
    }

    @Test
    void aCureThatWasBegunIsFinishedWhateverTheHourAndTheBudget() {
        var begun = new Need("systemd.deaf-on-bus", Duration.ZERO, true);
        assertThat(decide(policy(List.of(NIGHT), "systemd.deaf-on-bus"), begun, OptionalInt.of(9)))
                .isEqualTo(new Decision.Go());
        assertThat(why(decide(policy(List.of(), "shim.stopped"), begun, OptionalInt.of(0))))
                .isEqualTo(Why.NOT_ALLOWED);
    }
}
