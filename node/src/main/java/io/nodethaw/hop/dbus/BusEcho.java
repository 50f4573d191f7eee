package io.nodethaw.hop.dbus;

import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Foreign;
import java.util.Optional;

/**
 * A message to ourselves that came back over the system bus. One instance.
 *
 * @param uniqueName the name the bus gave us
 * @param millis from sending to receiving
 * @param refused what the bus said when it refused us as root, before it let us in as nobody; empty when it let us in at once
 */
public record BusEcho(String uniqueName, long millis, Optional<String> refused) {
    public static final FactType<BusEcho> TYPE = new FactType<>("bus-echo", BusEcho.class);

    public BusEcho {
        uniqueName = Foreign.cut(uniqueName);
        refused = refused.map(Foreign::cut);
    }
}
