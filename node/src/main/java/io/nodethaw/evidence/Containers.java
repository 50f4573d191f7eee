package io.nodethaw.evidence;

import java.util.List;

/** The containers that a runtime lists, for their names; the instance is the hop that was asked ("docker", "cri"). */
public record Containers(List<Container> containers) {
    public static final FactType<Containers> TYPE = new FactType<>("containers", Containers.class);

    public Containers {
        containers = List.copyOf(containers);
    }

    /**
     * One container.
     *
     * @param name as users know it: "hung", or "namespace/pod/container"
     */
    public record Container(String id, String name) {
        public Container {
            id = Foreign.cut(id);
            name = Foreign.cut(name);
        }
    }
}
