package io.nodethaw.hop;

import io.nodethaw.analysis.Hit;
import io.nodethaw.analysis.Verdict;
import io.nodethaw.evidence.PodUid;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Wait;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The containers that the waits of a verdict are about, and what was to happen to them. */
final class HitContainers {
    /** What was asked for. */
    private enum Asked {
        START,
        STOP,
        SOMETHING
    }

    /** The words of a method's name: "ContainerStart", "RunPodSandbox". */
    private static final Pattern WORDS = Pattern.compile("(?<=[a-z])(?=[A-Z])");

    /** What a container consists of, in the methods of dockerd, CRI, containerd's tasks and systemd. */
    private static final Set<String> THINGS = Set.of("Container", "Pod", "Sandbox", "Task", "Transient", "Unit");

    private static final Map<String, Asked> VERBS = Map.of(
            "Create", Asked.START,
            "Start", Asked.START,
            "Run", Asked.START,
            "Stop", Asked.STOP,
            "Kill", Asked.STOP,
            "Remove", Asked.STOP,
            "Delete", Asked.STOP);

    private final ContainerNames names;
    private final Map<Vertex, List<String>> owned = new HashMap<>();
    private final Map<String, Asked> byId = new LinkedHashMap<>();
    private final Map<String, Asked> byUid = new LinkedHashMap<>();
    private final Map<Asked, Map<Vertex, Integer>> withoutId = new EnumMap<>(Asked.class);

    HitContainers(NodeView view, Verdict verdict, List<Hop> hops) {
        this.names = new ContainerNames(view);
        hops.forEach(hop -> owned.putAll(hop.containers(view)));
        verdict.waits().stream().filter(edge -> edge.kind() != Wait.PROBE).forEach(this::add);
        verdict.roots().forEach(root -> owned(root.vertex()).forEach(id -> add(id, Asked.SOMETHING)));
        byUid.forEach(this::addPod);
    }

    private void add(Edge edge) {
        var asked = asked(edge.gist().method());
        edge.gist().containers().forEach((id, method) -> add(id, asked(method)));
        owned(edge.from()).forEach(id -> add(id, asked));
        if (edge.gist().containers().isEmpty() && owned(edge.from()).isEmpty()) {
            withoutId
                    .computeIfAbsent(asked, _ -> new HashMap<>())
                    .merge(edge.from().whole(), edge.gist().calls(), Integer::sum);
        }
    }

    private List<String> owned(Vertex vertex) {
        return owned.getOrDefault(vertex.whole(), List.of());
    }

    private void add(String id, Asked asked) {
        var known = PodUid.isOne(id) ? byUid : byId;
        known.merge(id, asked, (before, now) -> before == Asked.SOMETHING ? now : before);
    }

    /** What is asked for the slice of a pod that is already hit, or one of whose containers is, is no second start or stop. */
    private void addPod(String uid, Asked asked) {
        var pod = names.of(uid);
        if (byId.keySet().stream().map(names::of).noneMatch(hit -> isSame(hit, pod))) {
            byId.put(uid, asked);
        }
    }

    private static boolean isSame(Hit one, Hit other) {
        return !one.pod().isEmpty()
                && one.pod().equals(other.pod())
                && one.namespace().equals(other.namespace());
    }

    /** A method with other words is about something else: an image, a volume, a process in a container. */
    private static Asked asked(String method) {
        var asked = Asked.SOMETHING;
        for (var word : WORDS.split(method)) {
            if (VERBS.containsKey(word)) {
                asked = VERBS.getOrDefault(word, Asked.SOMETHING);
            } else if (!THINGS.contains(word)) {
                return Asked.SOMETHING;
            }
        }
        return asked;
    }

    /** By the names that are known, in the order of the chain. */
    List<Hit> hits() {
        return byId.keySet().stream().map(names::of).toList();
    }

    /** "3 starts and 1 stop"; empty where neither is seen. */
    String underWay() {
        int starts = count(Asked.START);
        int stops = count(Asked.STOP);
        var both = starts > 0 && stops > 0 ? " and " : "";
        return plural(starts, "start") + both + plural(stops, "stop");
    }

    /** "3 starts and 1 stop hang"; empty where neither is seen. */
    String hanging() {
        int all = count(Asked.START) + count(Asked.STOP);
        return all == 0 ? "" : underWay() + (all == 1 ? " hangs" : " hang");
    }

    /**
     * So many at least: those that are known, or as many as the process with the most calls whose container is not known makes. A
     * call passes through several processes, so that those of one may be those of another, or be about containers that are known.
     */
    private int count(Asked asked) {
        int known = (int) byId.values().stream().filter(asked::equals).count();
        return withoutId.getOrDefault(asked, Map.of()).values().stream().reduce(known, Math::max);
    }

    private static String plural(int number, String word) {
        return number == 0 ? "" : number + " " + word + (number == 1 ? "" : "s");
    }
}
