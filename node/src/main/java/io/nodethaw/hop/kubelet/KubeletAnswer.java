package io.nodethaw.hop.kubelet;

import io.nodethaw.evidence.FactType;

/**
 * kubelet's own word on its health, from port 10248. One instance.
 *
 * @param status HTTP status
 * @param text body: "ok", or the parts that failed
 */
public record KubeletAnswer(int status, String text) {
    public static final FactType<KubeletAnswer> TYPE = new FactType<>("kubelet-health", KubeletAnswer.class);
}
