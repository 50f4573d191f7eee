package io.nodethaw.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.BusLimits;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Freeze;
import io.nodethaw.evidence.Machine;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.report.BusListReport;
import io.nodethaw.report.Ink;
import io.nodethaw.report.OutputFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BusListingTest {
    private final Evidence.Builder evidence = new Evidence.Builder(Instant.EPOCH)
            .seen(Machine.TYPE, "", new Machine(99, 0, "6.1", "x86_64", "b", 100, 100));

    private void bus(String daemon) {
        evidence.seen(
                BusNames.TYPE,
                "",
                new BusNames(
                        List.of(
                                new BusNames.Owned("org.freedesktop.DBus", "org.freedesktop.DBus"),
                                new BusNames.Owned("org.freedesktop.systemd1", ":1.2"),
                                new BusNames.Owned("a.b", ":1.2")),
                        List.of(
                                peer("org.freedesktop.DBus", 58, 100),
                                peer(":1.10", 812, 0),
                                peer(":1.2", 1, 0),
                                peer(":1.9", 812, 0),
                                peer(":1.42", 99, 5)),
                        List.of("a.b", "sleeps.here"),
                        ":1.42",
                        true));
        evidence.seen(
                ProcessTable.TYPE,
                "",
                new ProcessTable(List.of(
                        process(1, "systemd"), process(58, daemon), process(812, "kubelet"), process(99, "java"))));
    }

    private static BusNames.Peer peer(String unique, int pid, long uid) {
        return new BusNames.Peer(unique, Optional.of(pid), Optional.of(uid));
    }

    private static ProcessTable.Entry process(int pid, String comm) {
        return new ProcessTable.Entry(pid, 1, comm, 'S', 1000, 0, 0);
    }

    private BusListing listing() {
        return BusListing.of(evidence.build());
    }

    @Test
    void connectionsAreToldTheOldestFirst() {
        bus("dbus-daemon");
        evidence.seen(MatchRules.TYPE, "", new MatchRules(List.of(new MatchRules.Count(":1.2", 7))));
        evidence.seen(BusEnds.TYPE, "1", new BusEnds(List.of(new BusEnds.End(2128, 3))));
        evidence.seen(KeptBytes.TYPE, "", new KeptBytes(List.of(new KeptBytes.Kept(":1.2", 70_000, 12))));
        evidence.seen(Freeze.TYPE, "1", new Freeze(1, List.of("cpu:/", ":/init.scope"), Optional.empty()));
        var told = listing();
        assertThat(told.clients())
                .extracting(BusListing.Client::unique)
                .containsExactly("org.freedesktop.DBus", ":1.2", ":1.9", ":1.10", ":1.42");
        var systemd = told.clients().get(1);
        assertThat(systemd.names()).containsExactly("a.b", "org.freedesktop.systemd1");
        assertThat(systemd.process()).contains("systemd 1");
        assertThat(systemd.age()).contains(Duration.ofSeconds(90));
        assertThat(systemd.rules()).contains(7);
        assertThat(systemd.queue().orElseThrow().unread()).isEqualTo(2128);
        assertThat(systemd.kept()).contains(new KeptBytes.Kept(":1.2", 70_000, 12));
        assertThat(told.clients().get(2).kept()).isEmpty();
        assertThat(told.keptWhy()).isEmpty();
        assertThat(systemd.group().orElseThrow().unit()).isEqualTo("init.scope");
        assertThat(told.clients().getLast().ours()).isTrue();
        assertThat(told.activatable()).containsExactly("sleeps.here");
        assertThat(told.rules()).contains(7);
    }

    @Test
    void aBusThatTellsNothingOfWhatItKeepsIsNamed() {
        bus("dbus-broker-lau");
        evidence.reading(KeptBytes.TYPE, "", new Reading.Failed<>("org.freedesktop.DBus.Error.AccessDenied: no"));
        assertThat(listing().keptWhy()).isEqualTo("the bus does not let us ask");
        evidence.seen(KeptBytes.TYPE, "", new KeptBytes(List.of()));
        assertThat(listing().keptWhy()).isEqualTo("this bus does not tell them");
    }

    @Test
    void usersAreCountedAndTheBusIsNone() {
        bus("dbus-daemon");
        assertThat(listing().users()).containsExactly(new BusListing.User(0, 3), new BusListing.User(5, 1));
        assertThat(listing().several()).containsExactly(Map.entry(812, 2L));
    }

    @Test
    void limitIsTheDefaultUnlessAFileSetsIt() {
        bus("dbus-daemon");
        assertThat(listing().limits().perUser()).contains(new BusListing.Limit(256, Optional.empty(), false));
        evidence.seen(
                BusLimits.TYPE,
                "",
                BusLimits.of(List.of(
                        new BusLimits.Limit("max_connections_per_user", 100, "/etc/first"),
                        new BusLimits.Limit("max_connections_per_user", 512, "/etc/last"))));
        assertThat(listing().limits().perUser()).contains(new BusListing.Limit(512, Optional.of("/etc/last"), true));
        assertThat(listing().limits().all()).contains(new BusListing.Limit(2048, Optional.empty(), true));
    }

    @Test
    void brokerHasNoFixedLimits() {
        bus("dbus-broker-lau");
        assertThat(listing().limits().perUser()).isEmpty();
        assertThat(listing().limits().why()).startsWith("dbus-broker has no fixed ones");
    }

    /** As in a pod without the processes of its node: whose limits they would be is not known. */
    @Test
    void limitsOfABusWhoseProcessIsNotInSightAreNotKnown() {
        bus("dbus-daemon");
        evidence.seen(ProcessTable.TYPE, "", new ProcessTable(List.of(process(99, "java"))));
        assertThat(listing().limits().perUser()).isEmpty();
        assertThat(listing().limits().why()).isEqualTo("not known: the process of the bus is not in sight");
        var text = new BusListReport(listing(), "nodethaw 0").print(OutputFormat.TEXT, Ink.PLAIN);
        assertThat(text)
                .contains("limits     not known: the process of the bus is not in sight\n")
                .doesNotContain("256", "512");
    }

    @Test
    void limitsOfAnotherBusAreNotKnown() {
        bus("some-bus");
        assertThat(listing().limits().perUser()).isEmpty();
        assertThat(listing().limits().why()).isEqualTo("not known: the bus is no dbus-daemon");
    }

    @Test
    void whatTheBusDoesNotTellIsSaid() {
        bus("dbus-daemon");
        evidence.reading(MatchRules.TYPE, "", new Reading.Failed<>("org.freedesktop.DBus.Error.AccessDenied: no"));
        assertThat(listing().rules()).isEmpty();
        assertThat(listing().rulesWhy()).isEqualTo("the bus does not let us ask");
        evidence.reading(MatchRules.TYPE, "", new Reading.Failed<>("org.freedesktop.DBus.Error.UnknownMethod: no"));
        assertThat(listing().rulesWhy()).isEqualTo("this bus does not tell them");
    }

    @Test
    void silentBusIsToldAsSuch() {
        evidence.reading(BusNames.TYPE, "", new Reading.Silent<>(Duration.ofSeconds(1), "Hello"));
        assertThat(listing().why()).contains("no answer in 1000 ms (Hello)");
        assertThat(listing().clients()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                ":/system.slice/docker.service, docker.service, '', ''",
                "'cpu,cpuacct:/user.slice/user-0.slice/session-1.scope', session-1.scope, '', ''",
                ":/system.slice/docker-ID.scope, docker-ID.scope, ID, ''",
                "':/kubepods.slice/kubepods-pod1b9d6bcd_bbfd_4b2d_9b5d_ab8dfbbd4bed.slice/cri-containerd-ID.scope', "
                        + "cri-containerd-ID.scope, ID, 1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed",
                "':/kubepods/besteffort/pod1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed/ID', '', ID, "
                        + "1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed"
            })
    void controlGroupTellsUnitContainerAndPod(String line, String unit, String container, String pod) {
        var id = "0123456789abcdef".repeat(4);
        var group = ControlGroup.of(new Freeze(5, List.of(line.replace("ID", id)), Optional.empty()));
        assertThat(group).contains(new ControlGroup(unit.replace("ID", id), container.replace("ID", id), pod));
    }

    @Test
    void rootOfControlGroupsTellsNothing() {
        assertThat(ControlGroup.of(new Freeze(5, List.of(":/", "cpu:/system.slice", "broken"), Optional.empty())))
                .isEmpty();
    }
}
