package io.nodethaw.bus;

import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Foreign;

/**
 * systemd's reply on its private socket. One instance.
 *
 * @param serial of the reply: the counter of this connection alone
 * @param version of systemd
 */
public record PrivateSerial(long serial, String version) {
    public static final FactType<PrivateSerial> TYPE = new FactType<>("private-serial", PrivateSerial.class);

    public PrivateSerial {
        version = Foreign.cut(version);
    }
}
