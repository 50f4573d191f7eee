package io.nodethaw.hop.kubelet;

import io.nodethaw.collect.Deadline;
import io.nodethaw.evidence.RuntimeEndpoint;
import java.io.IOException;

/**
 * Finds out which runtime kubelet is told to use: the command of its unit tells it, or the configuration file that this names.
 * Nothing else is kept of them.
 */
final class EndpointProbe {
    /** Flags of kubelet (cmd/kubelet/app/options/options.go); k3s and RKE2 have the first one too. */
    private static final String ENDPOINT = "--container-runtime-endpoint";

    private static final String CONFIG = "--config";

    /** The same in its configuration file. */
    private static final String CONFIGURED = "containerRuntimeEndpoint";

    private final UnitCommand command;

    EndpointProbe(UnitCommand command) {
        this.command = command;
    }

    /** @param unit of the kubelet that runs */
    RuntimeEndpoint ask(String unit, Deadline deadline) throws IOException {
        var words = command.words(unit, deadline);
        var flag = Flags.value(words, ENDPOINT);
        var file = Flags.value(words, CONFIG).filter(path -> path.startsWith("/"));
        if (flag.isPresent() || file.isEmpty()) {
            return new RuntimeEndpoint(flag, unit);
        }
        return new RuntimeEndpoint(Flags.configured(command.text(file.get()), CONFIGURED), file.get());
    }
}
