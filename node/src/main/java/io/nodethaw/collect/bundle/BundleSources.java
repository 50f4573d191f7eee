package io.nodethaw.collect.bundle;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.child.Question;
import io.nodethaw.collect.child.Subject;
import io.nodethaw.collect.source.InChild;
import io.nodethaw.collect.source.Source;
import io.nodethaw.evidence.ContainerConfig;
import java.util.List;
import java.util.Optional;

/** The sources for what lies in bundles. */
public final class BundleSources {
    private static final String CONFIG = "container-config";

    private BundleSources() {}

    /** All of them. */
    public static List<Source<?>> of(Host host) {
        return List.of(new InChild<>(
                ContainerConfig.TYPE,
                "`config.json` in the bundles of containers that something waits for: the annotations that name pod and container",
                CONFIG,
                () -> new ConfigTask(host),
                BundleSources::config));
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
