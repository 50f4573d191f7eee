package io.nodethaw.init;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Cause;
import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Finding;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Sample;
import io.nodethaw.wait.Vertex;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InitPictureTest {
    private static final Instant AT = Instant.parse("2026-03-04T05:06:07Z");
    private static final ManagerSaid SAID = InitStateTest.said("running");

    private final Evidence.Builder evidence = new Evidence.Builder(AT);

    private InitPicture picture() {
        return InitPicture.of(evidence.build(), List.of(), List.of());
    }

    private void silent(Way way) {
        evidence.reading(
                ManagerSaid.TYPE, way.instance(), new Reading.Silent<>(Duration.ofSeconds(1), "reply to GetAll"));
    }

    private void said(Way way, ManagerSaid what) {
        evidence.seen(ManagerSaid.TYPE, way.instance(), what);
    }

    @Test
    void bothWaysTellTheSame() {
        said(Way.BUS, SAID);
        said(Way.PRIVATE, SAID);
        assertThat(picture().difference()).isEqualTo("none: both ways tell the same");
    }

    @Test
    void whatDiffersIsNamed() {
        said(Way.PRIVATE, SAID);
        said(
                Way.BUS,
                new ManagerSaid(
                        "219",
                        SAID.state(),
                        Optional.empty(),
                        SAID.logTarget(),
                        SAID.names(),
                        SAID.failed(),
                        SAID.jobs(),
                        SAID.watchdog(),
                        SAID.device(),
                        1,
                        Duration.ZERO));
        assertThat(picture().difference())
                .isEqualTo(
                        "version 219 through the bus and 252 on the private socket, log level not told through the bus and info on the private socket");
    }

    @Test
    void silenceOnOneWayIsToldApartFromSilenceOnBoth() {
        silent(Way.BUS);
        said(Way.PRIVATE, SAID);
        assertThat(picture().difference()).startsWith("it works, and nothing comes from it through the bus");
        assertThat(picture().bus().why()).isEqualTo("no answer in 1000 ms (reply to GetAll)");
        silent(Way.PRIVATE);
        assertThat(picture().said()).as("it answered before").isPresent();
        evidence.reading(ManagerSaid.TYPE, "bus", new Reading.Refused<>("no"));
        assertThat(InitPicture.of(new Evidence.Builder(AT).build(), List.of(), List.of())
                        .difference())
                .isEmpty();
    }

    private static QueuedJobs.Job job(long id, String unit, boolean running, Long... after) {
        return new QueuedJobs.Job(
                id,
                unit,
                "start",
                running,
                running ? Optional.of(Duration.ofMinutes(12)) : Optional.empty(),
                Optional.empty(),
                List.of(after));
    }

    private void jobs(int second, QueuedJobs.Job... jobs) {
        var at = AT.plusSeconds(second);
        evidence.put(QueuedJobs.TYPE, "", new Sample<>(new Reading.Seen<>(new QueuedJobs(List.of(jobs), 0)), at, at));
    }

    @Test
    void jobsHaveLastedAsLongAsTheyWereSeenOrTheirUnitChanged() {
        jobs(0, job(5, "b.service", false, 4L), job(4, "a.service", true), job(3, "gone.service", true));
        jobs(2, job(5, "b.service", false, 4L), job(6, "c.service", false, 77L), job(4, "a.service", true));
        var jobs = picture().jobs();
        assertThat(jobs).extracting(one -> one.job().id()).containsExactly(4L, 5L, 6L);
        assertThat(jobs.get(0).atLeast()).isEqualTo(Duration.ofMinutes(12));
        assertThat(jobs.get(0).seenFor()).isEqualTo(Duration.ofSeconds(2));
        assertThat(jobs.get(1).atLeast()).isEqualTo(Duration.ofSeconds(2));
        assertThat(jobs.get(1).waits()).containsExactly("4 start of a.service");
        assertThat(jobs.get(2).atLeast()).isZero();
        assertThat(jobs.get(2).waits()).containsExactly("77");
    }

    @Test
    void causeIsThatOfAFindingAboutPidOne() {
        var about = new Finding.Stuck(
                "systemd.deaf-on-bus", new Vertex.Process(1, 0), Confidence.PROVEN, "deaf", List.of());
        var cause = new Cause("systemd.deaf-on-bus", "counter", Confidence.PROVEN, List.of());
        var other = new Cause("docker.x", "other", Confidence.PROVEN, List.of());
        assertThat(InitPicture.of(evidence.build(), List.of(about), List.of(other, cause))
                        .cause())
                .contains(cause);
        assertThat(InitPicture.of(evidence.build(), List.of(), List.of(cause)).cause())
                .isEmpty();
    }
}
