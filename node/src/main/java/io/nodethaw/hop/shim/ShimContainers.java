package io.nodethaw.hop.shim;

import io.nodethaw.evidence.ContainerConfig;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Key;
import io.nodethaw.hop.Addresses;
import io.nodethaw.wait.NodeView;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The containers of shims, by the folders of their bundles. */
record ShimContainers(NodeView view) {
    /** The most shims whose containers are asked for their names: a person reads a few, and a thousand would take long. */
    private static final int NAMED = 32;

    /** The ids of a shim's containers: the bundles that name its socket; else the bundle that it works in. */
    List<String> of(Addresses.Shim shim) {
        var folder = folder(shim);
        return view.evidence()
                .seen(Bundles.TYPE, shim.path())
                .map(Bundles::ids)
                .orElse(folder.isEmpty() ? List.of() : List.of(folder.substring(folder.lastIndexOf('/') + 1)));
    }

    /** The configurations that name the containers of shims that do not answer. */
    Set<Key> configs() {
        var keys = new LinkedHashSet<Key>();
        Addresses.shims(view).stream()
                .filter(shim ->
                        view.evidence().reading(ShimAnswer.TYPE, shim.path()).isSilent())
                .limit(NAMED)
                .forEach(shim -> of(shim).forEach(id -> keys.add(ContainerConfig.TYPE.key(bundle(shim, id)))));
        keys.remove(ContainerConfig.TYPE.key(""));
        return keys;
    }

    private String bundle(Addresses.Shim shim, String id) {
        var folder = folder(shim);
        return folder.isEmpty() ? "" : folder.substring(0, folder.lastIndexOf('/') + 1) + id;
    }

    private String folder(Addresses.Shim shim) {
        return view.evidence()
                .seen(Descriptors.TYPE, shim.process().pid())
                .map(Descriptors::workingDirectory)
                .orElse("");
    }
}
