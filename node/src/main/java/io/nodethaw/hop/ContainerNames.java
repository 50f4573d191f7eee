package io.nodethaw.hop;

import io.nodethaw.analysis.Hit;
import io.nodethaw.evidence.ContainerConfig;
import io.nodethaw.evidence.Containers;
import io.nodethaw.evidence.Reading;
import io.nodethaw.wait.NodeView;
import java.util.HashMap;
import java.util.Map;

/** What is known of containers by their ids: from the annotations of their bundles, else from the lists of their runtimes. */
final class ContainerNames {
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
        return config != null && !config.pod().isEmpty()
                ? new Hit(id, config.namespace(), config.pod(), config.container())
                : byName(id, id.contains("/") ? id : listed.getOrDefault(id, "")); // a pod's name stands for itself
    }

    /** Of a name as {@link Containers} has it, or as kubelet gives it to dockerd. */
    private static Hit byName(String id, String name) {
        var parts = name.split("/", -1);
        if (parts.length > 1) {
            return new Hit(id, parts[0], parts[1], parts.length > 2 ? parts[2] : "");
        }
        var words = name.split("_", -1);
        return words[0].equals("k8s")
                        && words.length >= 6 // k8s_CONTAINER_POD_NAMESPACE_UID_ATTEMPT (dockershim/naming.go)
                ? new Hit(id, words[3], words[2], words[1].equals("POD") ? "" : words[1])
                : new Hit(id, "", "", name);
    }
}
