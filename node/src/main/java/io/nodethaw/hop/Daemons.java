package io.nodethaw.hop;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.collect.ChannelConnection;
import io.nodethaw.collect.Connector;
import io.nodethaw.collect.Host;
import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.SocketFile;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Vertex;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is common to hops that are recognised by accepting on one of a few paths, where each daemon is asked by itself.
 *
 * @param hop its folder
 * @param type the fact that the probe of one path yields; its instance is the path
 * @param question what is asked, in words for a person
 * @param paths where such a daemon may listen
 */
public record Daemons(String hop, Host host, FactType<?> type, String question, List<String> paths) {
    public Daemons {
        paths = List.copyOf(paths);
    }

    /** The same with more paths, at which such a daemon may listen on this node. */
    public Daemons and(List<String> more) {
        return new Daemons(
                hop,
                host,
                type,
                question,
                Stream.concat(paths.stream(), more.stream()).distinct().toList());
    }

    /**
     * The paths to ask at. Their files are not looked at; the probe finds out whether there is a socket. A path outside /run (a
     * tmpfs) is asked only if somebody listens there, so that no thread hangs on a sick disk for a daemon that this node does
     * not have.
     */
    public List<String> toAsk(NodeView view) {
        return paths.stream()
                .filter(path -> path.startsWith("/run/") || view.listener(path).isPresent())
                .filter(path -> !mayStart(view, path))
                .toList();
    }

    /**
     * True when systemd alone listens there (systemd.socket), and as long as that is not known: asking would start a daemon that does
     * not run.
     */
    private static boolean mayStart(NodeView view, String path) {
        return startsOnDemand(view, path)
                || Addresses.ON_DEMAND.contains(path) && !view.evidence().asked(UnixSockets.TYPE.key());
    }

    private static boolean startsOnDemand(NodeView view, String path) {
        var holders = view.listener(path).stream()
                .flatMap(listener -> view.socketHolders(listener.inode()).stream())
                .toList();
        return !holders.isEmpty() && holders.stream().allMatch(holder -> holder.pid() == ProcessTable.INIT);
    }

    /**
     * The readings that tell whether those who listen at the paths are the daemons, and what their goroutines are at.
     */
    public Set<Key> wants(NodeView view, Depth depth) {
        return switch (depth) {
            case LIGHT -> Addresses.identity(view, toAsk(view));
            case WORK -> goroutines(view);
            case CLOSE, COSTLY -> Set.of();
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

    /** The questions that they were asked. */
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

    /** Daemons that could not be asked; when there is none, the hop itself. */
    public List<BlindSpot> blindSpots(NodeView view) {
        var asked = asked(view);
        var onDemand = paths.stream().filter(path -> startsOnDemand(view, path)).findFirst();
        var absent = new BlindSpot(
                hop,
                onDemand.map(path -> "does not run; systemd starts it when somebody asks at " + path)
                        .orElse("not on this node"),
                false);
        if (asked.isEmpty() && onDemand.isPresent()) {
            return List.of(absent);
        }
        if (asked.isEmpty()) {
            return mayBeHere(view) ? List.of(Probed.neverAsked(hop)) : List.of();
        }
        var blind = asked.stream()
                .flatMap(
                        path -> outOfReach(view, path)
                                .or(() -> leftBehind(view, path))
                                .or(() -> Probed.blindSpot(view, type, path, hop))
                                .stream())
                .toList();
        boolean none = blind.size() == asked.size() && blind.stream().noneMatch(BlindSpot::matters);
        return none
                ? List.of(absent)
                : blind.stream().filter(BlindSpot::matters).toList();
    }

    /** A daemon that listens at a path which does not exist for us, as in another mount namespace. */
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

    /**
     * A socket at which nobody listens, on a node that another runtime serves: whoever made it is not here. One that is about to
     * listen has a process already.
     */
    private Optional<BlindSpot> leftBehind(NodeView view, String path) {
        boolean refused = view.evidence().reading(type, path) instanceof Reading.Failed<?>(String why)
                && why.contains("Connection refused");
        boolean nobody = view.evidence().seen(UnixSockets.TYPE).isPresent()
                && Addresses.listener(view, path).isEmpty();
        boolean others = Addresses.daemons()
                .anyMatch(other -> Addresses.acceptor(view, other).isPresent());
        return refused && nobody && others && !Addresses.mayBegin(view)
                ? Optional.of(new BlindSpot(hop, "not on this node: nobody listens at " + path, false))
                : Optional.empty();
    }

    /**
     * For evidence of an older nodethaw that did not know this hop: true when its sockets show that there was somebody to ask.
     */
    private boolean mayBeHere(NodeView view) {
        return view.evidence().seen(UnixSockets.TYPE).isEmpty()
                || paths.stream()
                        .anyMatch(path -> Addresses.listener(view, path).isPresent());
    }

    private List<String> asked(NodeView view) {
        return List.copyOf(view.evidence().readings(type).keySet());
    }
}
