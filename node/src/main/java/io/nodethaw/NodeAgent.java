package io.nodethaw;

import io.nodethaw.agent.Extent;
import io.nodethaw.agent.Eyes;
import io.nodethaw.agent.History;
import io.nodethaw.agent.LiveSettings;
import io.nodethaw.agent.LogLines;
import io.nodethaw.agent.Resident;
import io.nodethaw.agent.Seen;
import io.nodethaw.agent.Settings;
import io.nodethaw.agent.cluster.ApiChild;
import io.nodethaw.agent.cluster.NodeRequests;
import io.nodethaw.agent.cluster.Reply;
import io.nodethaw.agent.config.SettingsSource;
import io.nodethaw.agent.cure.HealService;
import io.nodethaw.agent.cure.Policy;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.socket.NotifySocket;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.file.OwnSocket;
import io.nodethaw.hop.Found;
import io.nodethaw.hop.Measures;
import io.nodethaw.report.Ink;
import io.nodethaw.report.OutputFormat;
import io.nodethaw.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The agent of this node, with the looks and verdicts of the program. */
record NodeAgent(Program program, Host host) {
    /** For the last words of a service that has a second to end. */
    private static final Duration FAREWELL = Duration.ofMillis(300);

    /** For root alone; survives a reboot. */
    private static final Path HISTORY = Path.of("/var/lib/nodethaw/history");

    /** The administrator's. */
    static final Path SETTINGS = Path.of("/etc/nodethaw/agent.yaml");

    /** Runs until a signal ends the program. */
    int run(Settings settings, SettingsSource source) throws InterruptedException {
        var live = new LiveSettings(settings);
        var notify = Optional.ofNullable(System.getenv("NOTIFY_SOCKET"))
                .filter(address -> !address.isEmpty())
                .map(address -> new NotifySocket(address));
        var resident = new Resident(
                host,
                live,
                () -> eyes(live),
                new Resident.Surroundings(
                        System.err,
                        isJournal(),
                        notify.map(socket -> socket::send),
                        Build.current().text(),
                        history(),
                        NodeHealer.FOLDER,
                        cluster(settings),
                        source,
                        new NodeCures(() -> live.now().cures())));
        boolean _ = HangupSignal.does(resident::reload);
        Main.endsWith(0, () -> stop(resident));
        resident.run();
        return 0;
    }

    /** Heals what an agent asks for over this socket, as the policy allows, until a signal ends the program. */
    int heals(Policy policy, Path socket) throws IOException, InterruptedException {
        var log = new LogLines(host, System.err, isJournal());
        var service = new HealService(host, policy, NodeCures::byChild, log::told);
        Main.endsWith(0);
        try (var server = OwnSocket.listen(socket)) {
            service.serve(server);
        }
        return 0;
    }

    private static boolean isJournal() {
        return System.getenv("JOURNAL_STREAM") != null;
    }

    /** Takes the conditions of an agent off the node; empty where there is no cluster to ask. */
    Optional<Reply> remove(Settings settings) {
        return cluster(settings).map(Resident.Cluster::remove);
    }

    private Optional<Resident.Cluster> cluster(Settings settings) {
        return settings.cluster().map(cluster -> {
            var where = cluster.kubeconfig()
                    .map(file -> List.of("kubeconfig", file))
                    .orElseGet(() ->
                            List.of("pod", variable("KUBERNETES_SERVICE_HOST"), variable("KUBERNETES_SERVICE_PORT")));
            return new Resident.Cluster(
                    new NodeRequests(cluster.node().orElseGet(this::name)), new ApiChild(OurProgram.api(where)));
        });
    }

    /** As kubelet names the node unless told otherwise (pkg/util/node, GetHostname); a pod is told by its manifest. */
    private String name() {
        var told = variable("NODE_NAME");
        if (!told.isEmpty()) {
            return told;
        }
        try {
            return Files.readString(host.file("/proc/sys/kernel/hostname"))
                    .strip()
                    .toLowerCase(Locale.ROOT);
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String variable(String name) {
        return Optional.ofNullable(System.getenv(name)).orElse("");
    }

    /** What agents have kept. */
    History history() {
        return new History(
                host,
                NodeHealer.FOLDER.resolve("history"),
                HISTORY,
                program::codec,
                Build.current().toString());
    }

    /** Says that the agent ends, in a thread of its own: who is told may hang. */
    private void stop(Resident resident) {
        var told = new CompletableFuture<@Nullable Void>();
        host.ticker().start("stopping", () -> {
            resident.stopping();
            told.complete(null);
        });
        try {
            host.ticker().await(told, FAREWELL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Eyes eyes(LiveSettings settings) {
        var session = program.session(program.notes());
        return new Eyes() {
            private final OwnHeap heap = new OwnHeap();
            private final OwnPages pages = new OwnPages();

            private Optional<Seen> last = Optional.empty();

            @Override
            public Seen look(Extent extent) {
                var limit = settings.now().limit();
                var seen = Optional.of(extent)
                        .filter(Extent.STILL::equals)
                        .flatMap(_ -> last)
                        .filter(before -> session.isStill(before.evidence(), Found.of(before.verdict()), limit))
                        .map(Seen::still)
                        .orElseGet(() -> judged(
                                extent == Extent.LIGHT
                                        ? program.looks().glance(session, limit)
                                        : program.looks().look(session, limit, _ -> false)));
                last = seen.verdict().state().isSick() ? Optional.of(seen) : Optional.empty();
                heap.letGo(); // also while something is the matter: looks are larger then, and the pod has a limit
                return seen;
            }

            @Override
            public void rest() {
                session.rest();
                pages.letGo();
            }

            @Override
            public void close() {
                session.close();
            }
        };
    }

    private Seen judged(Evidence evidence) {
        var judged = program.judge(evidence);
        var report = new Report(judged.verdict(), judged.graph(), judged.view(), judged.triage(), "", "", List.of());
        var line =
                report.print(OutputFormat.LINE, new Ink(false, false, Ink.ANY)).strip();
        var measures = new Measures(judged.view(), Main.chain(host).hops());
        return new Seen(evidence, judged.verdict(), judged.triage(), line, measures.answerTimes(), measures.levels());
    }
}
