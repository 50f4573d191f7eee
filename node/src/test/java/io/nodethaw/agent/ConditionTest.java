package io.nodethaw.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionTest {
    private static final Instant WALL = Instant.parse("2026-03-04T05:00:00Z");
    private static final String DEAF = "systemd.deaf-on-bus";
    private static final String LOCK = "docker.container-lock";

    private final Condition condition =
            new Condition("NodeStalled", "NotStalled", "Stalled", Duration.ofSeconds(30), Duration.ZERO, WALL);
    private final List<String> published = new ArrayList<>();

    private static Sight sick(String code) {
        return sick(code, 0);
    }

    private static Sight sick(String code, int held) {
        return new Sight.Sick(code, "STALLED  " + code, Duration.ofSeconds(held));
    }

    private static final Sight WELL = new Sight.Well("HEALTHY  all answer");
    private static final Sight SLOW = new Sight.Otherwise("SLOW  late");
    private static final Sight BLIND = new Sight.Untold("could not tell: docker");

    /** A look at this second. */
    private ConditionTest at(int second, Sight sight) {
        condition
                .see(Duration.ofSeconds(second), WALL.plusSeconds(second), sight)
                .ifPresent(now -> published.add(second + " " + now.status().word() + " " + now.reason()));
        return this;
    }

    private ConditionTest every10s(int from, int to, Sight... inTurn) {
        for (int second = from, look = 0; second <= to; second += 10, look++) {
            at(second, inTurn[look % inTurn.length]);
        }
        return this;
    }

    @Test
    void nothingIsKnownBeforeTwoLooksAgree() {
        assertThat(condition.published().status()).isEqualTo(Status.UNKNOWN);
        at(1, WELL);
        assertThat(published).isEmpty();
        assertThat(condition.due(Duration.ofSeconds(1))).contains(Duration.ZERO);
        at(3, WELL);
        assertThat(published).containsExactly("3 False NotStalled");
        assertThat(condition.published().since()).isEqualTo(WALL.plusSeconds(3));
        assertThat(condition.due(Duration.ofSeconds(3))).isEmpty();
    }

    @Test
    void whereLooksAreFartherApartItHasToBeSeenForLessTimeButForHalfOfIt() {
        condition.hold(Duration.ofSeconds(30), Duration.ofSeconds(10));
        at(0, WELL).at(2, WELL).at(22, sick(DEAF));
        assertThat(condition.due(Duration.ofSeconds(22))).contains(Duration.ofSeconds(20));
        at(41, sick(DEAF)).at(42, sick(DEAF));
        assertThat(published).containsExactly("2 False NotStalled", "42 True SystemdDeafOnBus");
        condition.hold(Duration.ofSeconds(30), Duration.ofSeconds(40));
        at(50, WELL).at(52, WELL).at(92, sick(DEAF)).at(100, sick(DEAF)).at(107, sick(DEAF));
        assertThat(published).endsWith("52 False NotStalled", "107 True SystemdDeafOnBus");
    }

    @Test
    void whatCannotBeToldIsNotToldSooner() {
        condition.hold(Duration.ofSeconds(30), Duration.ofSeconds(10));
        at(0, WELL).at(2, WELL).at(20, BLIND).at(40, BLIND);
        assertThat(published).containsExactly("2 False NotStalled");
        at(50, BLIND);
        assertThat(published).endsWith("50 Unknown CannotTell");
    }

    @Test
    void itIsTrueOnceItHasHeld() {
        every10s(0, 10, WELL).every10s(20, 40, sick(DEAF));
        assertThat(published).containsExactly("10 False NotStalled");
        assertThat(condition.due(Duration.ofSeconds(40))).contains(Duration.ofSeconds(10));
        at(49, sick(DEAF)).at(50, sick(DEAF)).at(60, sick(DEAF));
        assertThat(published).containsExactly("10 False NotStalled", "50 True SystemdDeafOnBus");
        assertThat(condition.published())
                .isEqualTo(new Published(
                        "NodeStalled",
                        Status.TRUE,
                        "SystemdDeafOnBus",
                        DEAF,
                        "STALLED  " + DEAF,
                        WALL.plusSeconds(50)));
        assertThat(condition.due(Duration.ofSeconds(60))).isEmpty();
    }

    @Test
    void whatWasReadTellsThatItHeldBeforeItWasSeenButNotBeforeAllWasWell() {
        every10s(0, 10, WELL).at(20, sick(DEAF, 5)).at(44, sick(DEAF, 29)).at(45, sick(DEAF, 30));
        assertThat(published).containsExactly("10 False NotStalled", "45 True SystemdDeafOnBus");
        published.clear();
        every10s(50, 60, WELL).at(70, sick(DEAF, 4000)).at(80, sick(DEAF, 4010)).at(90, sick(DEAF, 4020));
        assertThat(published).containsExactly("60 False NotStalled", "90 True SystemdDeafOnBus");
    }

    @Test
    void oneLookAloneMakesNothingTrueHoweverLongItHasHeld() {
        every10s(0, 10, WELL).at(200, sick(DEAF, 500));
        assertThat(published).containsExactly("10 False NotStalled");
        at(202, sick(DEAF, 502));
        assertThat(published).containsExactly("10 False NotStalled", "202 True SystemdDeafOnBus");
    }

    @Test
    void flappingIsNeverPublished() {
        every10s(0, 10, WELL).every10s(20, 1000, sick(DEAF), WELL).every10s(1010, 2000, sick(DEAF), sick(DEAF), WELL);
        assertThat(published).containsExactly("10 False NotStalled");
    }

    @Test
    void itIsFalseOnlyWhenTwoLooksInARowConfirmThat() {
        every10s(0, 50, sick(DEAF)).at(60, WELL);
        assertThat(condition.published().status()).isEqualTo(Status.TRUE);
        assertThat(condition.due(Duration.ofSeconds(60))).contains(Duration.ZERO);
        at(62, sick(DEAF)).at(70, WELL).at(72, BLIND).at(74, sick(DEAF));
        assertThat(condition.published().status()).isEqualTo(Status.TRUE);
        at(80, WELL).at(82, WELL);
        assertThat(published).containsExactly("30 True SystemdDeafOnBus", "82 False NotStalled");
    }

    @Test
    void aSlowNodeIsNotStalledAfterAWhile() {
        every10s(0, 30, sick(DEAF)).every10s(40, 60, SLOW);
        assertThat(published).containsExactly("30 True SystemdDeafOnBus");
        assertThat(condition.due(Duration.ofSeconds(60))).contains(Duration.ofSeconds(10));
        at(70, SLOW);
        assertThat(published).containsExactly("30 True SystemdDeafOnBus", "70 False NotStalled");
    }

    @Test
    void slowAndWellInTurnClearItAsSlowDoes() {
        every10s(0, 30, sick(DEAF)).every10s(40, 60, SLOW, WELL);
        assertThat(condition.published().status()).isEqualTo(Status.TRUE);
        at(70, WELL);
        assertThat(condition.published().status()).isEqualTo(Status.FALSE);
    }

    @Test
    void whereLooksCannotTellItIsUnknownAndNobodyIsAccused() {
        every10s(0, 10, WELL).every10s(20, 40, BLIND);
        assertThat(published).containsExactly("10 False NotStalled");
        at(50, BLIND).at(60, sick(DEAF)).at(70, sick(DEAF)).at(80, sick(DEAF));
        assertThat(published).containsExactly("10 False NotStalled", "50 Unknown CannotTell");
        at(90, sick(DEAF));
        assertThat(published)
                .containsExactly("10 False NotStalled", "50 Unknown CannotTell", "90 True SystemdDeafOnBus");
        every10s(100, 130, BLIND);
        assertThat(condition.published().status()).isEqualTo(Status.UNKNOWN);
        assertThat(condition.published().message()).isEqualTo("could not tell: docker");
    }

    @Test
    void aBlindLookInBetweenDoesNotBeginItAnew() {
        every10s(0, 10, WELL).every10s(20, 50, sick(DEAF), BLIND).at(60, sick(DEAF));
        assertThat(published).containsExactly("10 False NotStalled", "60 True SystemdDeafOnBus");
    }

    @Test
    void anEndlessTurnOfBlindAndWellLooksStaysWhatItWas() {
        every10s(0, 30, sick(DEAF)).every10s(40, 50, BLIND, WELL).at(60, BLIND).at(65, WELL);
        assertThat(published).containsExactly("30 True SystemdDeafOnBus", "65 False NotStalled");
    }

    @Test
    void otherCodesInTurnAreOneStallWithoutAName() {
        every10s(0, 10, WELL).every10s(20, 60, sick(DEAF), sick(LOCK));
        assertThat(published).containsExactly("10 False NotStalled", "50 True Stalled");
        at(70, sick(LOCK)).at(80, sick(LOCK));
        assertThat(published).containsExactly("10 False NotStalled", "50 True Stalled", "80 True DockerContainerLock");
        every10s(90, 140, sick(DEAF), sick(LOCK));
        assertThat(condition.published().reason()).isEqualTo("DockerContainerLock");
        assertThat(condition.published().message()).isEqualTo("STALLED  " + LOCK);
        assertThat(condition.published().since()).isEqualTo(WALL.plusSeconds(50));
        at(150, sick(DEAF)).at(160, sick(DEAF));
        assertThat(published).endsWith("160 True SystemdDeafOnBus");
    }

    @Test
    void aSingleHealthyLookDoesNotTakeTheNameAway() {
        every10s(0, 40, sick(DEAF))
                .at(50, WELL)
                .at(60, sick(LOCK))
                .at(70, sick(DEAF))
                .at(80, sick(LOCK));
        assertThat(published).containsExactly("30 True SystemdDeafOnBus");
    }

    @Test
    void theWordsFollowTheLooksWithoutBeingNews() {
        every10s(0, 30, WELL).at(40, SLOW);
        assertThat(condition.published().message()).isEqualTo("SLOW  late");
        assertThat(published).containsExactly("10 False NotStalled");
    }

    @Test
    void aStallWithoutAFindingHasTheGeneralReason() {
        every10s(0, 40, sick(""));
        assertThat(published).containsExactly("30 True Stalled");
    }

    @Test
    void theWallClockOnlyDatesWhatIsPublished() {
        condition.see(Duration.ofSeconds(0), WALL, sick(DEAF));
        condition.see(Duration.ofSeconds(10), WALL.plusSeconds(7200), sick(DEAF));
        assertThat(condition.published().status()).isEqualTo(Status.UNKNOWN);
        condition.see(Duration.ofSeconds(30), WALL.minusSeconds(7200), sick(DEAF));
        assertThat(condition.published().status()).isEqualTo(Status.TRUE);
        assertThat(condition.published().since()).isEqualTo(WALL.minusSeconds(7200));
    }

    @Test
    void codesBecomeReasonsThatTheApiTakes() {
        assertThat(Condition.camelCase("systemd.deaf-on-bus")).isEqualTo("SystemdDeafOnBus");
        assertThat(Condition.camelCase("cri.no-network")).isEqualTo("CriNoNetwork");
        assertThat(Condition.camelCase("")).isEmpty();
    }
}
