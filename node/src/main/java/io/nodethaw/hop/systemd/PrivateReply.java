package io.nodethaw.hop.systemd;

import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Foreign;

/**
 * systemd's answer on its private socket. One instance.
 *
 * @param version the manager's property Version, which includes the version of the distribution's package: "252.39-1~deb12u1"
 */
public record PrivateReply(String version) {
    public static final FactType<PrivateReply> TYPE = new FactType<>("systemd-private", PrivateReply.class);

    public PrivateReply {
        version = Foreign.cut(version);
    }
}
