package io.nodethaw.capture;

import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.InstalledPackages;
import io.nodethaw.evidence.Reading;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which versions daemons told of themselves, and packages that were asked for. */
final class VersionsText {
    private static final String NAME = "versions.txt";

    /** Facts whose parts are versions; their names stay for ever. */
    private static final Set<String> FACTS = Set.of(
            "containerd-version", "cri-version", "docker-ping", "program-version", "systemd-private", "manager-said");

    private VersionsText() {}

    static Optional<Attachment> of(Evidence evidence, List<LeftOut> leftOut) {
        var text = new StringBuilder();
        evidence.all().forEach((key, samples) -> {
            if (FACTS.contains(key.fact()) && samples.getLast().reading() instanceof Reading.Seen<?>(var value)) {
                text.append(key.fact()).append('\t').append(key.instance()).append('\t');
                text.append(String.join(", ", texts(value))).append('\n');
            }
        });
        evidence.seen(InstalledPackages.TYPE)
                .ifPresent(packages -> packages.packages()
                        .forEach(one -> text.append(packages.manager())
                                .append('\t')
                                .append(one.name())
                                .append('\t')
                                .append(one.version())
                                .append('\n')));
        if (text.isEmpty()) {
            leftOut.add(new LeftOut(NAME, "nobody told a version"));
            return Optional.empty();
        }
        return Optional.of(Attachment.of(NAME, "answers of the daemons, and of the package manager", text.toString()));
    }

    /** The texts in a fact, with their names. */
    private static List<String> texts(Object fact) {
        var all = new ArrayList<String>();
        for (var part : fact.getClass().getRecordComponents()) {
            if (part.getType() == String.class) {
                all.add(part.getName() + " " + value(part, fact));
            }
        }
        return all;
    }

    private static Object value(RecordComponent part, Object fact) {
        try {
            part.getAccessor().setAccessible(true); // records of hops may be seen only there
            return part.getAccessor().invoke(fact);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a part of " + fact.getClass() + " cannot be read", e);
        }
    }
}
