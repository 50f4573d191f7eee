package io.nodethaw.hop.docker;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.analysis.DeadlockRule;
import io.nodethaw.analysis.DownRule;
import io.nodethaw.analysis.HaltedRule;
import io.nodethaw.analysis.LockQueueRule;
import io.nodethaw.analysis.OverdueWork;
import io.nodethaw.analysis.Party;
import io.nodethaw.analysis.Rule;
import io.nodethaw.analysis.WayOut;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.Probe;
import io.nodethaw.collect.source.ByProbe;
import io.nodethaw.collect.source.Source;
import io.nodethaw.collect.wire.http.HttpGet;
import io.nodethaw.evidence.Containers;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.RuntimeSettings;
import io.nodethaw.hop.Addresses;
import io.nodethaw.hop.CollectorQuestion;
import io.nodethaw.hop.ContinueStopped;
import io.nodethaw.hop.Daemons;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.EndedByItself;
import io.nodethaw.hop.Hop;
import io.nodethaw.hop.LateEdges;
import io.nodethaw.hop.LeftConnection;
import io.nodethaw.hop.NeededProgram;
import io.nodethaw.hop.Obstacle;
import io.nodethaw.hop.OwnVersion;
import io.nodethaw.hop.Probed;
import io.nodethaw.hop.RemovedSocket;
import io.nodethaw.hop.RestartDeadlocked;
import io.nodethaw.hop.StartDead;
import io.nodethaw.hop.ThawGroup;
import io.nodethaw.hop.UnansweredSign;
import io.nodethaw.remedy.Canary;
import io.nodethaw.remedy.Remedy;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** dockerd, recognised by accepting on its socket. */
public final class DockerHop implements Hop {
    static final String NAME = "docker";

    /** What collectors ask it; commands that do not end by themselves are none. */
    private static final CollectorQuestion COLLECTED = new CollectorQuestion(
            NAME,
            "dockerd",
            Set.of("dockerd"),
            "docker (?:ps|info|version|images|inspect|network ls|volume ls|container (?:ls|inspect)) ?(?!.*--follow)");

    private static final Party PARTY =
            new Party(NAME, "dockerd", "None of its containers can start, stop or be listed.");
    private static final WayOut WAY_OUT = WayOut.restart("its containers keep running only with live-restore");

    private static final EndedByItself ENDED = new EndedByItself(PARTY, Set.of("dockerd"), Addresses.DOCKER_UNITS);

    private final Daemons daemons;

    public DockerHop(Host host) {
        this.daemons = new Daemons(NAME, host, DockerAnswer.TYPE, "a ping of dockerd", Addresses.DOCKER);
    }

    @Override
    public Set<String> programs() {
        return Set.of("dockerd");
    }

    @Override
    public Set<String> words() {
        return Set.of("(HTTP)");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> units() {
        return Addresses.DOCKER_UNITS;
    }

    @Override
    public boolean makesANode() {
        return true;
    }

    @Override
    public List<Source<?>> sources(Host host) {
        return List.of(
                new ByProbe<>(DockerAnswer.TYPE, "the socket of dockerd: a ping"),
                new ByProbe<>(
                        RuntimeSettings.TYPE,
                        "once runc or the shim is in none of the usual folders, dockerd: of its information the default runtime"),
                new ByProbe<>(Containers.TYPE, "once something is silent, dockerd: the names of its containers"),
                LiveRestore.source(host));
    }

    @Override
    public List<Probe<?>> probes(NodeView view, Depth depth) {
        var probes = new ArrayList<Probe<?>>();
        for (var path : daemons.toAsk(view)) {
            probes.add(new Probe<>(DockerAnswer.TYPE, path, deadline -> ping(path, deadline)));
            if (depth != Depth.LIGHT
                    && !view.evidence().reading(DockerAnswer.TYPE, path).isSilent()) {
                probes.add(new Probe<>(Containers.TYPE, NAME + " " + path, deadline -> containers(path, deadline)));
                if (NeededProgram.isSuspected(view)) {
                    probes.add(new Probe<>(RuntimeSettings.TYPE, path, deadline -> settings(path, deadline)));
                }
            }
        }
        return probes;
    }

    private DockerAnswer ping(String path, Deadline deadline) throws IOException {
        var reply = HttpGet.get(daemons.connector(path), "docker", "/_ping", deadline);
        return new DockerAnswer(reply.headers().getOrDefault("server", ""));
    }

    private RuntimeSettings settings(String path, Deadline deadline) throws IOException {
        var reply = HttpGet.get(daemons.connector(path), "docker", "/info", deadline);
        try {
            return Settings.of(JsonParser.parseString(reply.body()).getAsJsonObject());
        } catch (JsonParseException | IllegalStateException e) {
            throw new IOException("dockerd's information is not what its API promises: " + e.getMessage(), e);
        }
    }

    private Containers containers(String path, Deadline deadline) throws IOException {
        var reply = HttpGet.get(daemons.connector(path), "docker", "/containers/json?all=1", deadline);
        try {
            var list = new ArrayList<Containers.Container>();
            for (var element : JsonParser.parseString(reply.body()).getAsJsonArray()) {
                var container = element.getAsJsonObject();
                var names = container.getAsJsonArray("Names");
                var name = names == null || names.isEmpty() ? "" : names.get(0).getAsString();
                list.add(new Containers.Container(
                        container.get("Id").getAsString(), name.startsWith("/") ? name.substring(1) : name));
            }
            return new Containers(list);
        } catch (JsonParseException | IllegalStateException | UnsupportedOperationException e) {
            throw new IOException("dockerd's list of containers is not what its API promises: " + e.getMessage(), e);
        }
    }

    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        return daemons.wants(view, depth);
    }

    @Override
    public List<Role> roles(NodeView view) {
        var roles = new ArrayList<>(daemons.roles(view));
        NoContainerd.RULE.role(view, roles).ifPresent(roles::add);
        return roles;
    }

    @Override
    public List<LateEdges> lateEdges() {
        return List.of(NoContainerd.RULE, ENDED);
    }

    @Override
    public String loss() {
        return "no container is started, stopped or listed by";
    }

    @Override
    public boolean isAsked() {
        return true;
    }

    @Override
    public List<UnansweredSign> signs() {
        return List.of(new LeftConnection(DockerAnswer.TYPE.name(), 0));
    }

    @Override
    public List<Probed> probed(NodeView view) {
        return daemons.probed(view);
    }

    @Override
    public List<Canary> canaries() {
        return List.of(new DockerCanary());
    }

    @Override
    public List<OwnVersion> versions(NodeView view) {
        return view.evidence()
                .allSeen(DockerAnswer.TYPE)
                .map(answer -> answer.server().replaceFirst("^Docker/", "").replaceFirst(" .*", ""))
                .filter(version -> !version.isEmpty())
                .map(version -> new OwnVersion(NAME, version, DockerAnswer.TYPE.key()))
                .toList();
    }

    @Override
    public Optional<CollectorQuestion> collected() {
        return Optional.of(COLLECTED);
    }

    @Override
    public List<Remedy> remedies() {
        return List.of(
                ContinueStopped.of(NAME),
                new ThawGroup(NAME),
                new StartDead(NAME, programs(), LiveRestore.COST, LiveRestore.PREMISE),
                new RestartDeadlocked(NAME, units(), true, LiveRestore.PREMISE));
    }

    @Override
    public List<Rule> rules() {
        return List.of(
                COLLECTED,
                HaltedRule.stopped(PARTY),
                HaltedRule.frozen(PARTY),
                DownRule.dead(PARTY),
                DownRule.crashLooping(PARTY),
                DownRule.changing(PARTY),
                DeadlockRule.of(PARTY, WAY_OUT),
                LockQueueRule.of(PARTY, WAY_OUT),
                OverdueWork.of(PARTY, "work-overdue", WAY_OUT),
                NoContainerd.RULE,
                ENDED,
                new ContainerLock(),
                new LogDriver());
    }

    @Override
    public List<Obstacle> obstacles() {
        return List.of(new RemovedSocket(
                NAME, Set.of("dockerd"), Addresses.DOCKER, "docker", "its containers go on only with live-restore"));
    }

    @Override
    public List<BlindSpot> blindSpots(NodeView view) {
        return daemons.blindSpots(view);
    }
}
