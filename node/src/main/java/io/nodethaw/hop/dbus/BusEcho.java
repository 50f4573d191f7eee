package io.nodethaw.hop.dbus;

import io.nodethaw.evidence.FactType;

/**
 * A message to ourselves that came back over the system bus. One instance.
 *
 * @param uniqueName the name the bus gave us
 * @param millis from sending to receiving
 */
public record BusEcho(String uniqueName, long millis) {
    public static final FactType<BusEcho> TYPE = new FactType<>("bus-echo", BusEcho.class);
}
