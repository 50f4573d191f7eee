package io.nodethaw.hop.cri;

import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Foreign;

/**
 * What a CRI runtime says about itself; the instance is the path of its socket.
 *
 * @param api the version of CRI that was used: "runtime.v1" or "runtime.v1alpha2"
 */
public record CriAnswer(String runtime, String version, String api) {
    public static final FactType<CriAnswer> TYPE = new FactType<>("cri-version", CriAnswer.class);

    public CriAnswer {
        runtime = Foreign.cut(runtime);
        version = Foreign.cut(version);
        api = Foreign.cut(api);
    }
}
