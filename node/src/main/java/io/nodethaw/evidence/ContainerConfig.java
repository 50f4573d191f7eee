package io.nodethaw.evidence;

import java.util.Optional;

/**
 * Whose container a bundle is: what the annotations in its {@code config.json} say. The instance is the bundle's folder. It can be
 * read while every daemon hangs.
 *
 * @param namespace of the pod; empty, like the others, where the annotations do not tell
 * @param pod its name
 * @param container its name in the pod; empty for the pod's own sandbox
 * @param uid of the pod; absent in the same case, and in evidence of an older nodethaw
 */
public record ContainerConfig(String namespace, String pod, String container, Optional<String> uid) {
    public static final FactType<ContainerConfig> TYPE = new FactType<>("container-config", ContainerConfig.class);

    public ContainerConfig {
        namespace = Foreign.cut(namespace);
        pod = Foreign.cut(pod);
        container = Foreign.cut(container);
        uid = uid.filter(PodUid::isOne);
    }

    /** One whose pod has no UID that is known. */
    public ContainerConfig(String namespace, String pod, String container) {
        this(namespace, pod, container, Optional.empty());
    }
}
