package io.nodethaw.hop;

import io.nodethaw.analysis.UnitCondition;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Units;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.kernel.Acceptors;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder in which a daemon has to write for every start of a container, as its own open files and sockets tell; or, of one whose
 * unit does not run, the usual one, in which it writes when it starts.
 *
 * @param daemon who sees the folder at this path: PID 1 for a daemon that does not run
 * @param writesFiles false where a start may make nothing but folders in it
 * @param down the unit that does not run; empty where its daemon does
 */
public record StartFolder(Vertex.Process daemon, String path, boolean writesFiles, Optional<Units.Unit> down) {
    /**
     * Where they write if nobody told them otherwise: defaults.DefaultRootDir of containerd, homedir of dockerd (cmd/dockerd),
     * defaultRootDir of kubelet (cmd/kubelet/app/options).
     */
    private static final Map<String, String> USUAL = Map.of(
            "containerd.service", "/var/lib/containerd",
            "docker.service", "/var/lib/docker",
            "kubelet.service", "/var/lib/kubelet");

    /** containerd keeps its database open (metadata/plugin of containerd). */
    private static final Pattern CONTAINERD = Pattern.compile("(/.+)/io\\.containerd\\.metadata\\.v1\\.bolt/meta\\.db");

    /** dockerd keeps these open: of its networks, of volumes, of buildkit. */
    private static final Pattern DOCKER =
            Pattern.compile("(/.+)/(?:network/files/local-kv\\.db|volumes/metadata\\.db|buildkit/[a-z_0-9]+\\.db)");

    /**
     * kubelet tells of resources of pods at this socket (getPodResourcesDir of pkg/kubelet/kubelet_getters.go). The one for plug-ins of
     * devices tells nothing of its folder: it is in /var/lib/kubelet whatever --root-dir says (DevicePluginPath of k8s.io/kubelet,
     * pkg/apis/deviceplugin/v1beta1/constants.go).
     */
    private static final Pattern KUBELET = Pattern.compile("(/.+)/pod-resources/kubelet\\.sock");

    private static final NodeView.Once<String, List<StartFolder>> ALL = new NodeView.Once<>((view, _) -> find(view));

    /** Of a daemon that runs. */
    public StartFolder(Vertex.Process daemon, String path, boolean writesFiles) {
        this(daemon, path, writesFiles, Optional.empty());
    }

    /** Those of all daemons that run. */
    public static List<StartFolder> all(NodeView view) {
        return view.once(ALL, "");
    }

    /** Those of the units that should run and have no process. */
    public static List<StartFolder> ofDown(NodeView view) {
        return view.evidence().seen(Units.TYPE).stream()
                .flatMap(told -> told.units().stream())
                .filter(unit -> USUAL.containsKey(unit.name())
                        && unit.mainPid().isEmpty()
                        && UnitCondition.of(view, unit) != UnitCondition.FINE)
                .flatMap(unit -> view.vertex(1).stream()
                        .map(init -> new StartFolder(
                                init, Objects.requireNonNull(USUAL.get(unit.name())), true, Optional.of(unit))))
                .toList();
    }

    private static List<StartFolder> find(NodeView view) {
        var folders = new ArrayList<StartFolder>();
        for (var path : Addresses.CONTAINERD) {
            Addresses.acceptor(view, path).ifPresent(daemon -> {
                folders.add(new StartFolder(daemon, parent(path), true)); // config.json of every container
                root(view, daemon, CONTAINERD).ifPresent(root -> folders.add(new StartFolder(daemon, root, false)));
            });
        }
        for (var path : Addresses.DOCKER) {
            Addresses.acceptor(view, path)
                    .ifPresent(daemon -> root(view, daemon, DOCKER)
                            .ifPresent(root -> folders.add(new StartFolder(daemon, root, true))));
        }
        kubelet(view).forEach(folders::add);
        return folders.stream().distinct().toList();
    }

    private static String parent(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    private static Optional<String> root(NodeView view, Vertex.Process daemon, Pattern file) {
        return view.evidence().seen(Descriptors.TYPE, daemon.pid()).stream()
                .flatMap(open -> open.open().stream())
                .flatMap(open -> match(file, open.target()).stream())
                .findFirst();
    }

    private static Stream<StartFolder> kubelet(NodeView view) {
        Set<StartFolder> found = new LinkedHashSet<>();
        for (var socket : view.sockets()) {
            if (socket.state() == UnixSockets.State.LISTENING) {
                match(KUBELET, socket.path())
                        .ifPresent(root -> Acceptors.of(view, socket)
                                .filter(process -> Identity.mayServe(view, process))
                                .ifPresent(process -> found.add(new StartFolder(process, root, true))));
            }
        }
        return found.stream();
    }

    private static Optional<String> match(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
