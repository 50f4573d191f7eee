package io.nodethaw.hop.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Cause;
import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.evidence.BusCookie;
import io.nodethaw.evidence.InitLog;
import io.nodethaw.evidence.InstalledPackages;
import io.nodethaw.evidence.Logged;
import io.nodethaw.hop.WholeNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CookieOverflowTest {
    private static final long PAST_THE_END = 0x1_0000_0000L;

    private final WholeNode here = new WholeNode();

    private List<Cause> causes(String code) {
        var finding = new Finding.Stuck(code, here.systemd.vertex(), Confidence.PROVEN, "stuck", List.of());
        return new CookieOverflow().judge(here.node.view(), List.of(finding));
    }

    private Cause cause() {
        return causes(DeafOnBus.CODE).getFirst();
    }

    private void counter(long value, boolean certain) {
        here.node.says(BusCookie.TYPE, "40/:1.3/252", new BusCookie(value, certain, "one sd_bus fits"));
    }

    private void version(String text) {
        here.node.says(PrivateReply.TYPE, new PrivateReply(text));
    }

    @Test
    void counterPastItsEndProvesItOnAnyVersion() {
        counter(PAST_THE_END, true);
        version("257");
        assertThat(cause().confidence()).isEqualTo(Confidence.PROVEN);
        assertThat(cause().why()).flatExtracting(Proof::readings).containsExactly(BusCookie.TYPE.key("40/:1.3/252"));
        assertThat(cause().text()).isEqualTo("sd-bus cookie overflow: counter in PID 1 is 4294967296 (systemd 257)");
    }

    @Test
    void counterThatWouldBeNegativeIsPastItsEndToo() {
        counter(-1, true);
        assertThat(cause().confidence()).isEqualTo(Confidence.PROVEN);
        assertThat(cause().text()).contains("18446744073709551615");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 4242, 0xffff_ffffL})
    void smallCounterIsNeverAnOverflowEvenOnAVersionThatHasTheBug(long value) {
        counter(value, true);
        version("219-62.7");
        assertThat(cause().confidence()).isEqualTo(Confidence.UNKNOWN);
        assertThat(cause().text()).doesNotContain("overflow");
    }

    @ParameterizedTest
    @CsvSource({
        "219-62.7, LIKELY",
        "236, LIKELY",
        "219, POSSIBLE",
        "219-62.8, UNKNOWN",
        "252.39-1~deb12u1, UNKNOWN",
        "257, UNKNOWN",
    })
    void withoutTheCounterOnlyTheVersionSpeaks(String version, Confidence confidence) {
        version(version);
        assertThat(cause().confidence()).isEqualTo(confidence);
    }

    @Test
    void counterThatIsNotCertainProvesNothing() {
        counter(PAST_THE_END, false);
        assertThat(cause().confidence()).isEqualTo(Confidence.UNKNOWN);
        version("236");
        assertThat(cause().confidence()).isEqualTo(Confidence.LIKELY);
    }

    @Test
    void smallCounterThatIsNotCertainLowersWhatTheVersionSays() {
        counter(4242, false);
        version("236");
        assertThat(cause().confidence()).isEqualTo(Confidence.POSSIBLE);
    }

    @Test
    void withoutVersionAndCounterItIsUnknown() {
        var finding = new Finding.Stuck(OffTheBus.CODE, here.systemd.vertex(), Confidence.PROVEN, "off", List.of());
        assertThat(new CookieOverflow().judge(here.node.blindTo(PrivateReply.TYPE), List.of(finding)))
                .extracting(Cause::confidence)
                .containsExactly(Confidence.UNKNOWN);
    }

    private void logged(String text, boolean certain) {
        here.node.says(
                InitLog.TYPE,
                new InitLog(
                        "info",
                        "set back",
                        Duration.ofSeconds(5),
                        40,
                        0,
                        List.of(new InitLog.Line(text, 12, true, certain))));
    }

    /** Where the memory of PID 1 may not be read. */
    @Test
    void ownWordsOfSystemdProveIt() {
        version("219-62.7");
        logged("Failed to send unit change signal for a.scope: Operation not supported", true);
        assertThat(cause().confidence()).isEqualTo(Confidence.PROVEN);
        assertThat(cause().why()).flatExtracting(Proof::readings).containsExactly(InitLog.TYPE.key());
    }

    @Test
    void wordsThatAContainerMayHaveWrittenProveNothing() {
        version("219-62.7");
        logged("Failed to send unit change signal for a.scope: Operation not supported", false);
        assertThat(cause().confidence()).isEqualTo(Confidence.LIKELY);
    }

    @Test
    void smallCounterSpeaksAgainstWords() {
        counter(4242, true);
        logged("Failed to send unit change signal for a.scope: Operation not supported", true);
        assertThat(cause().confidence()).isEqualTo(Confidence.UNKNOWN);
    }

    private void said() {
        var said = new Logged(
                Logged.Sign.SEND_REFUSED,
                "systemd",
                "",
                "Failed to send unit change signal for a.scope: Operation not supported",
                1,
                Optional.empty());
        here.node.says(Logged.TYPE, said.key().instance(), said);
    }

    private void installed(String version) {
        here.node.says(
                InstalledPackages.TYPE,
                new InstalledPackages("rpm", List.of(new InstalledPackages.Entry("systemd", version))));
    }

    /** The words have another reason there. */
    @ParameterizedTest
    @ValueSource(strings = {"252", "252.39-1~deb12u1", "219-62.8"})
    void versionWithoutTheBugIsNotAccusedByTheWordsOfAnOverflow(String version) {
        version(version);
        logged("Failed to send unit change signal for a.scope: Operation not supported", true);
        assertThat(cause().confidence()).isEqualTo(Confidence.UNKNOWN);
        assertThat(cause().text())
                .startsWith("not known: ")
                .contains("systemd " + version + " is not known to overflow");
    }

    @Test
    void logOfAVersionWithoutTheBugAccusesNoOverflow() {
        said();
        version("252");
        assertThat(cause().confidence()).isEqualTo(Confidence.UNKNOWN);
        assertThat(cause().text()).startsWith("not known: ");
    }

    @ParameterizedTest
    @CsvSource({"252-1.el9, UNKNOWN", "219-62.8, UNKNOWN", "219-62.7, LIKELY"})
    void packagesSpeakWhereSystemdDoesNotTellItsVersion(String version, Confidence confidence) {
        said();
        installed(version);
        var finding = new Finding.Stuck(DeafOnBus.CODE, here.systemd.vertex(), Confidence.LIKELY, "deaf", List.of());
        assertThat(new CookieOverflow().judge(here.node.blindTo(PrivateReply.TYPE), List.of(finding)))
                .extracting(Cause::confidence)
                .containsExactly(confidence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"219-62.7", "219", "236"})
    void logOfAVersionThatMayHaveTheBugNamesTheOverflow(String version) {
        said();
        version(version);
        assertThat(cause().confidence()).isEqualTo(Confidence.LIKELY);
        assertThat(cause().text()).startsWith("sd-bus cookie overflow: ");
    }

    @Test
    void logWithoutAVersionNamesTheOverflow() {
        said();
        var finding = new Finding.Stuck(DeafOnBus.CODE, here.systemd.vertex(), Confidence.LIKELY, "deaf", List.of());
        assertThat(new CookieOverflow().judge(here.node.blindTo(PrivateReply.TYPE), List.of(finding)))
                .extracting(Cause::confidence)
                .containsExactly(Confidence.LIKELY);
    }

    @Test
    void otherWordsAreNoProof() {
        version("252.39-1~deb12u1");
        logged("Failed to set up watchdog: Operation not supported", true);
        assertThat(cause().confidence()).isEqualTo(Confidence.UNKNOWN);
    }

    @Test
    void otherFindingsHaveOtherCauses() {
        counter(PAST_THE_END, true);
        assertThat(causes("systemd.stopped")).isEmpty();
    }
}
