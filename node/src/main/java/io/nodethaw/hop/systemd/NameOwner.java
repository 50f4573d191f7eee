package io.nodethaw.hop.systemd;

import io.nodethaw.evidence.FactType;
import java.util.Optional;

/**
 * Who owns org.freedesktop.systemd1, as the bus says. One instance.
 *
 * @param owner unique name, ":1.3"; empty when nobody owns it
 */
public record NameOwner(Optional<String> owner) {
    public static final FactType<NameOwner> TYPE = new FactType<>("systemd-owner", NameOwner.class);
}
