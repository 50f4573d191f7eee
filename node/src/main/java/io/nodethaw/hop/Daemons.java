package io.nodethaw.hop;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.collect.ChannelConnection;
import io.nodethaw.collect.Connector;
import io.nodethaw.collect.Host;
import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.SocketFile;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Vertex;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the hops have in common that are known by accepting on one of a few paths, each answering for itself.
 *
 * @param hop its folder
 * @param type the fact a probe of one path yields; instance is the path
 * @param question what is asked, as a person would say it
 * @param paths where such a daemon may listen
 */
public record Daemons(String hop, Host host, FactType<?> type, String question, List<String> paths) {
    public Daemons {
        paths = List.copyOf(paths);
    }

    /**
     * The paths to ask at, without a look at any of them: whether there is a socket the probe finds out. Outside /run, a tmpfs,
     * only where somebody listens, lest a thread of ours hangs on a sick disk for a daemon that is not here.
     */
    public List<String> toAsk(NodeView view) {
        return paths.stream()
                .filter(path -> path.startsWith("/run/") || view.listener(path).isPresent())
                .toList();
    }

    /** What tells whether those who listen at the paths are the daemons, and once somebody waits what they do inside. */
    public Set<Key> wants(NodeView view, Depth depth) {
        return switch (depth) {
            case LIGHT -> Addresses.identity(view, toAsk(view));
            case CLOSE -> Set.of();
            case COSTLY -> goroutines(view);
        };
    }

    /** Connects to one of the paths. */
    public Connector connector(String path) {
        return ChannelConnection.unix(host.onNode(path));
    }

    /** The daemons that accept there. */
    public List<Role> roles(NodeView view) {
        return asked(view).stream()
                .flatMap(path -> Addresses.acceptor(view, path)
                        .map(process ->
                                new Role(process, hop, view.name(process.pid()), "", Probed.standing(view, type, path)))
                        .stream())
                .toList();
    }

    /** All of them are written in Go. */
    private Set<Key> goroutines(NodeView view) {
        var keys = new LinkedHashSet<Key>();
        for (var role : roles(view)) {
            if (role.vertex() instanceof Vertex.Process(int pid, long _)) {
                keys.add(Goroutines.TYPE.key(pid));
            }
        }
        return keys;
    }

    /** What was asked of them. */
    public List<Probed> probed(NodeView view) {
        return asked(view).stream()
                .map(path -> new Probed(
                        type,
                        path,
                        question,
                        Addresses.acceptor(view, path)
                                .<Vertex>map(process -> process)
                                .orElse(new Vertex.Remote("the server of " + path)),
                        Optional.of(Probed.ANSWER)))
                .toList();
    }

    /** Those that could not be asked, or the hop itself where there is none. */
    public List<BlindSpot> blindSpots(NodeView view) {
        var asked = asked(view);
        if (asked.isEmpty()) {
            return mayBeHere(view) ? List.of(Probed.neverAsked(hop)) : List.of();
        }
        var blind = asked.stream()
                .flatMap(path -> outOfReach(view, path).or(() -> Probed.blindSpot(view, type, path, hop)).stream())
                .toList();
        boolean none = blind.size() == asked.size() && blind.stream().noneMatch(BlindSpot::matters);
        return none
                ? List.of(new BlindSpot(hop, "not on this node", false))
                : blind.stream().filter(BlindSpot::matters).toList();
    }

    /** That a path is not there for us does not mean that nobody listens at it. */
    private Optional<BlindSpot> outOfReach(NodeView view, String path) {
        boolean nothingThere = view.evidence()
                .seen(SocketFile.TYPE, path)
                .filter(here -> here.file().isEmpty())
                .isPresent();
        boolean notAsked = !view.evidence().reading(type, path).wasPut();
        return nothingThere && notAsked && Addresses.listener(view, path).isPresent()
                ? Optional.of(new BlindSpot(
                        hop,
                        "could not be asked: "
                                + Addresses.acceptor(view, path)
                                        .map(process -> Identity.tell(view, process))
                                        .orElse("somebody")
                                + " listens at " + path + ", which is not there for us",
                        true))
                : Optional.empty();
    }

    /** Evidence of a nodethaw that did not know this hop: its sockets tell whether there was anybody to ask. */
    private boolean mayBeHere(NodeView view) {
        return view.evidence().seen(UnixSockets.TYPE).isEmpty()
                || paths.stream()
                        .anyMatch(path -> Addresses.listener(view, path).isPresent());
    }

    private List<String> asked(NodeView view) {
        return List.copyOf(view.evidence().readings(type).keySet());
    }
}
