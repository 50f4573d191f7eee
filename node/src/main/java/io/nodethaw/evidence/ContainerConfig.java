package io.nodethaw.evidence;

/**
 * Whose container a bundle is: what the annotations in its {@code config.json} say. The instance is the bundle's folder. It can be
 * read while every daemon hangs.
 *
 * @param namespace of the pod; empty, like the others, where the annotations do not tell
 * @param pod its name
 * @param container its name in the pod; empty for the pod's own sandbox
 */
public record ContainerConfig(String namespace, String pod, String container) {
    public static final FactType<ContainerConfig> TYPE = new FactType<>("container-config", ContainerConfig.class);

    public ContainerConfig {
        namespace = Foreign.cut(namespace);
        pod = Foreign.cut(pod);
        container = Foreign.cut(container);
    }
}
