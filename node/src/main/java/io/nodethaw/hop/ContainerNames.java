package io.nodethaw.hop;

import io.nodethaw.analysis.Hit;
import io.nodethaw.evidence.ContainerConfig;
import io.nodethaw.evidence.Containers;
import io.nodethaw.evidence.PodUid;
import io.nodethaw.evidence.Reading;
import io.nodethaw.wait.NodeView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What is known of containers by their ids: from the annotations of their bundles, else from the lists of their runtimes. */
final class ContainerNames {
    // k8s_CONTAINER_POD_NAMESPACE_UID_ATTEMPT (dockershim/naming.go)
    private static final int CONTAINER = 1;
    private static final int POD = 2;
    private static final int NAMESPACE = 3;
    private static final int UID = 4;

    private final Map<String, ContainerConfig> configs = new HashMap<>();
    private final Map<String, String> listed = new HashMap<>();

    ContainerNames(NodeView view) {
        view.evidence().readings(ContainerConfig.TYPE).forEach((bundle, reading) -> {
            if (reading instanceof Reading.Seen<ContainerConfig>(var config)) {
                configs.put(bundle.substring(bundle.lastIndexOf('/') + 1), config);
            }
        });
        view.evidence()
                .allSeen(Containers.TYPE)
                .forEach(list -> list.containers().forEach(one -> listed.put(one.id(), one.name())));
    }

    Hit of(String id) {
        var config = configs.get(id);
        if (config != null && !config.pod().isEmpty()) {
            return new Hit(id, config.namespace(), config.pod(), config.container());
        }
        var name = id.contains("/") ? id : listed.getOrDefault(id, ""); // a pod's name stands for itself
        return PodUid.isOne(id) ? pod(id) : byName(id, name);
    }

    /** Of the UID of a pod: its name, where one of its containers has it. */
    private Hit pod(String uid) {
        return Stream.concat(
                        configs.values().stream()
                                .filter(config ->
                                        config.uid().filter(uid::equals).isPresent())
                                .map(config -> new Hit(uid, config.namespace(), config.pod(), "")),
                        listed.values().stream()
                                .map(ContainerNames::kubelets)
                                .filter(words ->
                                        words.size() > UID && words.get(UID).equals(uid))
                                .map(words -> new Hit(uid, words.get(NAMESPACE), words.get(POD), "")))
                .findFirst()
                .orElse(Hit.of(uid));
    }

    /** Of a name as {@link Containers} has it, or as kubelet gives it to dockerd. */
    private static Hit byName(String id, String name) {
        var parts = name.split("/", -1);
        if (parts.length > 1) {
            return new Hit(id, parts[0], parts[1], parts.length > 2 ? parts[2] : "");
        }
        var words = kubelets(name);
        return words.isEmpty()
                ? new Hit(id, "", "", name)
                : new Hit(
                        id,
                        words.get(NAMESPACE),
                        words.get(POD),
                        words.get(CONTAINER).equals("POD") ? "" : words.get(CONTAINER));
    }

    /** The parts of a name that kubelet gave to dockerd; empty for another name. */
    private static List<String> kubelets(String name) {
        var words = List.of(name.split("_", -1));
        return words.getFirst().equals("k8s") && words.size() > UID ? words : List.of();
    }
}
