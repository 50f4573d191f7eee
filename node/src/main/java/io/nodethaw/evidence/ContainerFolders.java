package io.nodethaw.evidence;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What lies in files about the containers and scopes of a node, whoever still knows of them. One instance. It is read twice in a
 * look: what is being made or removed differs.
 *
 * @param whole false where some of the folders could not be listed, or have more entries than are read
 * @param scopes how many scopes systemd has files of; empty where that could not be read
 */
public record ContainerFolders(List<Bundle> bundles, List<State> states, boolean whole, Optional<Integer> scopes) {
    public static final FactType<ContainerFolders> TYPE =
            new FactType<>("container-folders", ContainerFolders.class).readTwice();

    public ContainerFolders {
        bundles = List.copyOf(bundles);
        states = List.copyOf(states);
    }

    /** The bundle of this container, in whichever namespace. */
    public Optional<Bundle> bundle(String id) {
        return bundles.stream().filter(bundle -> bundle.id().equals(id)).findFirst();
    }

    /** The state of this container, below whichever root. */
    public Optional<State> state(String id) {
        return states.stream().filter(state -> state.id().equals(id)).findFirst();
    }

    /**
     * A folder that containerd keeps for a container as long as it has a task for it.
     *
     * @param namespace of containerd: "k8s.io" for pods, "moby" for dockerd
     * @param pid of the container's first process, where its shim has written it
     * @param address where its shim listens, as containerd has written it; empty where it has not
     * @param age since the newest of its files was written; empty where that is not known
     */
    public record Bundle(
            String path, String namespace, String id, Optional<Integer> pid, String address, Optional<Duration> age) {}

    /**
     * A folder that an OCI runtime keeps for a container until it deletes it.
     *
     * @param startTicks when its first process started, in clock ticks after boot
     * @param age since its state was last written; empty where that is not known
     */
    public record State(
            String path, String id, Optional<Integer> pid, Optional<Long> startTicks, Optional<Duration> age) {}
}
