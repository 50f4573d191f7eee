package io.nodethaw.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.Golden;
import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.analysis.Forecast;
import io.nodethaw.analysis.Outlook;
import io.nodethaw.analysis.PastLevels;
import io.nodethaw.analysis.Stock;
import io.nodethaw.evidence.BusLimits;
import io.nodethaw.evidence.BusSerial;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.FileHandles;
import io.nodethaw.evidence.FileSystemRoom;
import io.nodethaw.evidence.FilterMemory;
import io.nodethaw.evidence.FilterPrograms;
import io.nodethaw.evidence.InotifyLimit;
import io.nodethaw.evidence.InotifyWatches;
import io.nodethaw.evidence.InstalledPackages;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.MemoryGroups;
import io.nodethaw.evidence.MountLimit;
import io.nodethaw.evidence.NetworkNamespaceCount;
import io.nodethaw.evidence.NetworkNamespaceLimit;
import io.nodethaw.evidence.NodeTasks;
import io.nodethaw.evidence.OpenFileLimit;
import io.nodethaw.evidence.PidsLimits;
import io.nodethaw.evidence.PortRange;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Sample;
import io.nodethaw.evidence.TrackedConnections;
import io.nodethaw.hop.dbus.MostRules;
import io.nodethaw.hop.systemd.BusReply;
import io.nodethaw.hop.systemd.PrivateReply;
import io.nodethaw.hop.systemd.UnitNames;
import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.NodeView;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the hops say a node runs out of. */
class SuppliesTest {
    private static final String INOTIFY = "anon_inode:inotify";

    private final WholeNode here = new WholeNode();

    private Forecast forecast(Evidence... seen) {
        return forecast(PastLevels.NONE, seen);
    }

    private Forecast forecast(PastLevels past, Evidence... seen) {
        return new Forecasting(
                        List.of(seen).stream().map(NodeView::new).toList(),
                        WholeNode.chain().hops(),
                        past)
                .forecast();
    }

    private Stock stock(String label) {
        return forecast(here.node.evidence()).outlooks().stream()
                .map(Outlook::stock)
                .filter(stock -> stock.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    private List<String> labels() {
        return forecast(here.node.evidence()).outlooks().stream()
                .map(outlook -> outlook.stock().label())
                .toList();
    }

    private List<String> warnings() {
        var view = new NodeView(here.node.evidence());
        var graph = WholeNode.chain().graph(view);
        return WholeNode.chain().triage(view, graph, WholeNode.chain().judge(view, graph)).warnings().stream()
                .map(warning -> warning.stock().label())
                .toList();
    }

    private static String used(Stock stock) {
        return stock.used() + " of " + stock.limit();
    }

    @Test
    void numbersOfTheMachineAreRead() {
        here.node
                .says(NodeTasks.TYPE, new NodeTasks(32_768, 200_000, 900, Optional.empty()))
                .says(FileHandles.TYPE, new FileHandles(1100, 9000))
                .says(TrackedConnections.TYPE, new TrackedConnections(70, 65_536))
                .says(MemoryGroups.TYPE, new MemoryGroups(4, 147))
                .says(UnitNames.TYPE, new UnitNames(240));
        assertThat(used(stock("kernel.pid_max"))).isEqualTo("900 of 32468");
        assertThat(used(stock("kernel.threads-max"))).isEqualTo("900 of 200000");
        assertThat(used(stock("fs.file-max"))).isEqualTo("1100 of 9000");
        assertThat(used(stock("net.netfilter.nf_conntrack_max"))).isEqualTo("70 of 65536");
        assertThat(used(stock("memory control groups"))).isEqualTo("147 of 65535");
        assertThat(used(stock("units of systemd"))).isEqualTo("240 of 131072");
        assertThat(warnings()).isEmpty();
    }

    @Test
    void namespacesAndFilterMemoryNeedBothNumbers() {
        here.node
                .says(NetworkNamespaceCount.TYPE, new NetworkNamespaceCount(28))
                .says(FilterPrograms.TYPE, new FilterPrograms(2 << 20));
        assertThat(labels()).doesNotContain("network namespaces", "net.core.bpf_jit_limit");
        here.node
                .says(NetworkNamespaceLimit.TYPE, new NetworkNamespaceLimit(96_365))
                .says(FilterMemory.TYPE, new FilterMemory(264 << 20, 20 << 20));
        assertThat(used(stock("network namespaces"))).isEqualTo("28 of 96365");
        assertThat(used(stock("net.core.bpf_jit_limit"))).isEqualTo("2097152 of 276824064");
        assertThat(stock("net.core.bpf_jit_limit").unit()).isEqualTo(Stock.Unit.BYTES);
        assertThat(warnings()).isEmpty();
    }

    @Test
    void matchRulesAreThoseOfTheConnectionWithMost() {
        here.node.says(MostRules.TYPE, new MostRules(":1.9", 480, Optional.of(80)));
        assertThat(labels()).doesNotContain("match rules of one bus connection"); // the configuration was not read
        here.node.says(BusLimits.TYPE, new BusLimits(256));
        var rules = stock("match rules of one bus connection");
        assertThat(used(rules)).isEqualTo("480 of 512");
        assertThat(rules.most()).isEqualTo("kubelet 80, :1.9");
        assertThat(warnings()).containsExactly("match rules of one bus connection");
        here.node.says(
                BusLimits.TYPE,
                BusLimits.of(List.of(
                        new BusLimits.Limit("max_match_rules_per_connection", 2048, "/etc/dbus-1/system.conf"))));
        assertThat(used(stock("match rules of one bus connection"))).isEqualTo("480 of 2048");
        assertThat(warnings()).isEmpty();
    }

    @Test
    void inotifyCountsByUser() {
        for (int fd = 100; fd < 105; fd++) {
            here.kubelet.opens(fd, INOTIFY);
        }
        here.nginx.ofUser(33).opens(5, INOTIFY);
        here.kubelet.ofUser(0);
        here.node
                .says(InotifyLimit.TYPE, new InotifyLimit(128, Optional.of(1000L)))
                .says(InotifyWatches.TYPE, "80", new InotifyWatches(80, 60))
                .says(InotifyWatches.TYPE, "4711", new InotifyWatches(4711, 900)); // of a process that has ended
        assertThat(used(stock("inotify instances of uid 0"))).isEqualTo("5 of 128");
        assertThat(used(stock("inotify instances of uid 33"))).isEqualTo("1 of 128");
        assertThat(used(stock("inotify watches of uid 0"))).isEqualTo("60 of 1000");
        assertThat(stock("inotify instances of uid 0").most()).isEqualTo("kubelet 80: 5");
    }

    @Test
    void connectionsToTheBusCountByUser() {
        here.systemd.ofUser(0);
        here.node
                .accepted(WholeNode.BUS, here.nginx.ofUser(33).fd(7), here.bus.fd(31))
                .accepted(WholeNode.BUS, here.nginx.fd(8), here.bus.fd(32))
                .says(BusLimits.TYPE, new BusLimits(256));
        assertThat(used(stock("bus connections of uid 33"))).isEqualTo("2 of 256");
        assertThat(used(stock("bus connections of uid 0"))).isEqualTo("1 of 256");
    }

    @Test
    void openFilesOfDaemonsCountAgainstTheirOwnLimit() {
        here.node.says(OpenFileLimit.TYPE, "70", new OpenFileLimit(70, Optional.of(4L)));
        assertThat(used(stock("open files of dockerd 70"))).isEqualTo("3 of 4");
    }

    @Test
    void groupWithoutALimitIsNone() {
        here.node.says(
                PidsLimits.TYPE,
                "docker.service",
                new PidsLimits(
                        "docker.service",
                        List.of(
                                new PidsLimits.Level("/a/docker.service", Optional.of(100L), 95, Optional.of(0L)),
                                new PidsLimits.Level("/a", Optional.empty(), 99, Optional.of(0L)))));
        assertThat(used(stock("tasks of /a/docker.service"))).isEqualTo("95 of 100");
        assertThat(warnings()).containsExactly("tasks of /a/docker.service");
    }

    @Test
    void mountsAndPortsAreCounted() {
        here.systemd.mount("/a", "overlay", "0:5").mount("/b", "overlay", "0:6");
        here.node.says(MountLimit.TYPE, new MountLimit(100_000));
        assertThat(stock("mounts of PID 1").most()).isEqualTo("2 of type overlay");
        here.node.says(PortRange.TYPE, new PortRange(40_000, 40_009));
        here.node.tcpTo("10.0.0.1:40001", here.kubelet.fd(61), "10.0.0.9:443");
        here.node.tcpTo("10.0.0.1:40002", here.kubelet.fd(62), "10.0.0.9:443");
        here.node.tcpTo("10.0.0.1:39999", here.kubelet.fd(63), "10.0.0.9:443");
        assertThat(used(stock("ports from 10.0.0.1 to 10.0.0.9:443"))).isEqualTo("2 of 10");
    }

    @Test
    void reexecKeepsSixteenMebibytes() {
        here.node.says(
                FileSystemRoom.TYPE,
                "1/run/systemd",
                new FileSystemRoom(1, "/run/systemd", 0x01021994, 5, 4096, 8192, 4096, 4096, 0, 0, false));
        assertThat(used(stock("/run for a re-exec"))).isEqualTo((16L << 20) + " of " + (16L << 20));
        assertThat(warnings()).containsExactly("/run for a re-exec");
    }

    /** Twelve mebibytes in all, of which four are used. */
    @Test
    void fileSystemSmallerThanAReexecNeedsAllowsNothing() {
        here.node.says(
                FileSystemRoom.TYPE,
                "1/run/systemd",
                new FileSystemRoom(1, "/run/systemd", 0x01021994, 5, 4096, 3072, 2048, 2048, 0, 0, false));
        assertThat(used(stock("/run for a re-exec"))).isEqualTo((4L << 20) + " of 0");
        assertThat(stock("/run for a re-exec").percent()).isEqualTo(100);
    }

    private void counts(String version, long serial) {
        here.node.says(PrivateReply.TYPE, new PrivateReply(version)).says(BusReply.TYPE, new BusReply(serial));
    }

    @Test
    void counterNearItsEndIsAWarningOnAVersionThatHasTheBug() {
        counts("236", 0xfff00000L);
        assertThat(here.judged()).isEqualTo("HEALTHY");
        assertThat(warnings()).containsExactly("messages of systemd");
        assertThat(stock("messages of systemd").limit()).isEqualTo(0xffffffffL);
    }

    @Test
    void counterOfAVersionThatGoesOnIsNone() {
        counts("252.39-1~deb12u1", 0xfff00000L);
        assertThat(warnings()).isEmpty();
        counts("219-62.el7_6.8", 0xfff00000L);
        assertThat(warnings()).isEmpty();
    }

    @Test
    void versionThatADistributionMayHaveFixedIsDoubtful() {
        counts("219", 0xfff00000L);
        assertThat(stock("messages of systemd").meaning().then()).startsWith("unless the distribution has fixed it");
    }

    /** PID 1 of CentOS 7 calls itself 219, mended or not: its package tells. */
    @Test
    void packageOfADoubtfulVersionIsReadOnceItMatters() {
        counts("219", 0xfff00000L);
        assertThat(wanted(Depth.LIGHT)).contains(InstalledPackages.TYPE.key());
        has("219-62.el7_6.8");
        assertThat(warnings()).isEmpty();
        has("219-62.el7_6.7");
        assertThat(stock("messages of systemd").meaning().then()).startsWith("systemd can send nothing");
    }

    @Test
    void packagesAreNotReadWhereTheyDoNotMatter() {
        counts("219", 1000);
        assertThat(wanted(Depth.LIGHT)).doesNotContain(InstalledPackages.TYPE.key());
        assertThat(wanted(Depth.CLOSE)).as("forecast").contains(InstalledPackages.TYPE.key());
        counts("252.39-1~deb12u1", 0xfff00000L);
        assertThat(wanted(Depth.CLOSE)).doesNotContain(InstalledPackages.TYPE.key());
    }

    private Set<Key> wanted(Depth depth) {
        return new Supplies(here.node.view(), WholeNode.chain().hops()).wants(depth);
    }

    private void has(String systemd) {
        here.node.says(
                InstalledPackages.TYPE,
                new InstalledPackages("rpm", List.of(new InstalledPackages.Entry("systemd", systemd))));
    }

    @Test
    void ourOwnMessagesAreNotCounted() {
        counts("236", 5000);
        var builder = here.node.evidence().toBuilder();
        var seen = new ArrayList<Evidence>();
        for (int i = 0; i <= 12; i++) {
            put(
                    builder,
                    BusSerial.TYPE.key(),
                    new BusSerial(5001 + i, ":1.3", Duration.ofSeconds(i), Optional.empty()),
                    i);
            seen.add(builder.build());
        }
        var outlook = outlook(seen, "messages of systemd");
        assertThat(outlook.stock().used()).isEqualTo(5000);
        assertThat(outlook.trend()).isEmpty();
    }

    @Test
    void whatRisesSteadilyHasADate() {
        var builder = here.node.evidence().toBuilder();
        var seen = new ArrayList<Evidence>();
        for (int i = 0; i <= 12; i++) {
            put(builder, FileHandles.TYPE.key(), new FileHandles(1000 + 20L * i, 2240), i);
            seen.add(builder.build());
        }
        var outlook = outlook(seen, "fs.file-max");
        assertThat(outlook.end().orElseThrow().likely()).isEqualTo(NodeEvidence.AT.plusSeconds(12 + 50));
        assertThat(outlook.seen()).isEqualTo(Duration.ofSeconds(12));
    }

    /** A reading that did not come back is an old one: it stands for no level. */
    @Test
    void whatWasNotReadAgainIsOldAndNotSeen() {
        var builder = here.node.evidence().toBuilder();
        put(builder, FileHandles.TYPE.key(), new FileHandles(1000, 2240), 0);
        var first = builder.build();
        builder.put(
                FileHandles.TYPE.key(),
                new Sample<FileHandles>(new Reading.Failed<>("broken"), NodeEvidence.AT, NodeEvidence.AT));
        var forecast = forecast(first, builder.build());
        assertThat(forecast.outlooks()).noneMatch(one -> one.stock().label().equals("fs.file-max"));
        assertThat(forecast.notSeen()).contains(new BlindSpot("open files of the machine", "broken", false));
    }

    @Test
    void whatAnAgentHasReadBeforeCountsInTheSameBoot() {
        var builder = here.node.evidence().toBuilder();
        var seen = new ArrayList<Evidence>();
        for (int i = 0; i <= 12; i++) {
            put(builder, FileHandles.TYPE.key(), new FileHandles(2000, 9000), i);
            seen.add(builder.build());
        }
        var own = seen.toArray(Evidence[]::new);
        assertThat(forecast(own).outlooks()).noneMatch(one -> one.end().isPresent());
        var known = forecast(before("boot"), own);
        var files = known.outlooks().getFirst();
        assertThat(files.stock().label()).isEqualTo("fs.file-max");
        assertThat(files.end()).isPresent();
        assertThat(known.isSeenBefore(files)).isTrue();
        assertThat(known.seen()).isEqualTo(Duration.ofSeconds(12));
        assertThat(known.agentSince()).contains(NodeEvidence.AT.minus(Duration.ofMinutes(20)));
        assertThat(known.notSeen()).isEqualTo(forecast(own).notSeen());
        assertThat(forecast(before("another"), own)).isEqualTo(forecast(own));
        assertThat(forecast(own).agentSince()).isEmpty();
    }

    /** A hundred more files each minute, to two thousand. */
    private static PastLevels before(String boot) {
        var levels = new ArrayList<PastLevels.Level>();
        for (int minute = 20; minute > 0; minute--) {
            levels.add(
                    new PastLevels.Level(NodeEvidence.AT.minus(Duration.ofMinutes(minute)), 2000 - 100 * minute, 9000));
        }
        var series = new PastLevels.Series("kernel.file-handles", "fs.file-max", levels);
        return new PastLevels(boot, List.of(series), Optional.empty());
    }

    @Test
    void whatAnAgentLeftAndCannotBeReadIsNotSeen() {
        var forecast = forecast(PastLevels.unread("it is broken"), here.node.evidence());
        assertThat(forecast.notSeen()).contains(new BlindSpot("what the agent has read before", "it is broken", false));
    }

    private Outlook outlook(List<Evidence> seen, String label) {
        return forecast(seen.toArray(Evidence[]::new)).outlooks().stream()
                .filter(one -> one.stock().label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    private static void put(Evidence.Builder builder, Key key, Object value, int second) {
        Instant at = NodeEvidence.AT.plusSeconds(second);
        builder.put(key, new Sample<>(new Reading.Seen<>(value), at, at));
    }

    @Test
    void whatStartsFailForIsNoWarning() {
        for (int i = 0; i < 2; i++) {
            here.node.alsoSays(
                    PidsLimits.TYPE,
                    "containerd.service",
                    new PidsLimits(
                            "containerd.service",
                            List.of(new PidsLimits.Level("/c", Optional.of(11L), 11, Optional.of(2L)))));
        }
        assertThat(here.judged()).startsWith("FAILING");
        assertThat(warnings()).isEmpty();
    }

    @Test
    void thePageNamesEverySupply() throws IOException {
        var page = Files.readString(Golden.repository("docs/forecast.md"));
        for (var hop : WholeNode.chain().hops()) {
            for (var supply : hop.supplies()) {
                assertThat(page).contains("\n| " + supply.name() + " | ");
            }
        }
    }
}
