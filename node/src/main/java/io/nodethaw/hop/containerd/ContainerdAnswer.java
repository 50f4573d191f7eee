package io.nodethaw.hop.containerd;

import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Foreign;

/** What containerd says about itself; the instance is the path of its socket. */
public record ContainerdAnswer(String version, String revision) {
    public static final FactType<ContainerdAnswer> TYPE = new FactType<>("containerd-version", ContainerdAnswer.class);

    public ContainerdAnswer {
        version = Foreign.cut(version);
        revision = Foreign.cut(revision);
    }
}
