package io.nodethaw.capture;

import io.nodethaw.evidence.ContainerConfig;
import io.nodethaw.evidence.Containers;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Reading;
import java.util.List;
import java.util.Optional;

/** Containers and their pods, as the runtimes list them and as the annotations of bundles name them. */
final class PodsText {
    private static final String NAME = "pods.txt";

    private PodsText() {}

    static Optional<Attachment> of(Evidence evidence, List<LeftOut> leftOut) {
        var text = new StringBuilder();
        evidence.readings(Containers.TYPE).forEach((runtime, reading) -> {
            if (reading instanceof Reading.Seen<Containers>(var list)) {
                list.containers().forEach(one -> line(text, runtime, one.id(), one.name()));
            } else {
                leftOut.add(new LeftOut("the containers of " + runtime + " in " + NAME, Missing.why(reading)));
            }
        });
        evidence.readings(ContainerConfig.TYPE).forEach((bundle, reading) -> {
            if (reading instanceof Reading.Seen<ContainerConfig>(var config)) {
                line(text, bundle, config.namespace() + "/" + config.pod(), config.container());
            }
        });
        if (text.isEmpty()) {
            leftOut.add(new LeftOut(NAME, "no container was told"));
            return Optional.empty();
        }
        return Optional.of(Attachment.of(NAME, "lists of the runtimes, annotations of bundles", text.toString()));
    }

    private static void line(StringBuilder text, String... parts) {
        text.append(String.join("\t", parts)).append('\n');
    }
}
