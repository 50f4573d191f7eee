package io.nodethaw.hop.shim;

import io.nodethaw.evidence.FactType;
import java.util.List;

/**
 * The containers that one shim serves: the bundle folders beside its working directory that name its socket as their address;
 * the instance is the path of the socket.
 *
 * @param ids container ids; a pod's shim has several
 */
public record Bundles(List<String> ids) {
    public static final FactType<Bundles> TYPE = new FactType<>("shim-bundles", Bundles.class);

    public Bundles {
        ids = List.copyOf(ids);
    }
}
