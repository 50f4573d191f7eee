package io.nodethaw.collect.bundle;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.child.Question;
import io.nodethaw.collect.child.Subject;
import io.nodethaw.collect.source.InChild;
import io.nodethaw.collect.source.InThread;
import io.nodethaw.collect.source.Source;
import io.nodethaw.evidence.ContainerConfig;
import io.nodethaw.evidence.ContainerFolders;
import java.util.List;
import java.util.Optional;

/** The sources for what lies in bundles. */
public final class BundleSources {
    private static final String CONFIG = "container-config";

    private BundleSources() {}

    /** All of them. */
    public static List<Source<?>> of(Host host) {
        return List.of(
                new InChild<>(
                        ContainerConfig.TYPE,
                        "`config.json` in the bundles of containers that something waits for: the annotations "
                                + "that name pod and container",
                        CONFIG,
                        () -> new ConfigTask(host),
                        BundleSources::config),
                new InThread<>(
                        ContainerFolders.TYPE,
                        "as root, the folders of containers below `/run/containerd`, `/run/docker` and the "
                                + "like: which there are, and the "
                                + "beginning of `init.pid`, `address`, `bootstrap.json`, `state.json` and `status` in each; the names in "
                                + "`/run/systemd/transient`",
                        (_, _) -> new FolderReader(host).read()));
    }

    private static Optional<Question<ContainerConfig>> config(String bundle) {
        return bundle.startsWith("/")
                ? Optional.of(new Question<>(
                        ContainerConfig.TYPE,
                        bundle,
                        "read of " + bundle + "/config.json",
                        Subject.machine(),
                        CONFIG,
                        List.of(bundle),
                        ConfigText::read))
                : Optional.empty();
    }
}
