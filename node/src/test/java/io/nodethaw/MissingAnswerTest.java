package io.nodethaw;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Root;
import io.nodethaw.analysis.Verdict;
import io.nodethaw.collect.Host;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.EvidenceFacts;
import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Mounts;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Sample;
import io.nodethaw.evidence.Silence;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.wait.Vertex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A recorded stall from which any one reading, or all readings of one fact, are missing is never called healthy or slow, and
 * nobody else is accused.
 */
class MissingAnswerTest {
    /**
     * The most readings of one fact that are tried: with more, they belong to many similar processes, and a few stand for the
     * rest.
     */
    private static final int SOME = 3;

    private static final Path CORPUS = Golden.repository("corpus");

    private final Program program = new Program(new Host(Path.of("/nowhere"), InstantSource.fixed(Instant.EPOCH)));
    /** The facts that belong to one hop. */
    private final Set<String> ofHops = WholeNode.chain().facts().stream()
            .filter(type -> !EvidenceFacts.ALL.contains(type))
            .map(FactType::name)
            .collect(Collectors.toSet());

    static Stream<String> incidents() throws IOException {
        try (var folders = Files.list(CORPUS)) {
            return folders
                    .filter(folder -> Files.exists(folder.resolve("input/evidence.json")))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("incidents")
    void whateverIsMissing(String incident) throws IOException {
        Evidence whole;
        try (var text = CorpusCases.input(CORPUS.resolve(incident))) {
            whole = program.codec().read(text, "evidence.json").evidence();
        }
        var known = verdict(whole);
        var wrong = new ArrayList<String>();
        missing(whole).forEach((what, keys) -> {
            for (var blind : blind(keys)) {
                var verdict = verdict(without(whole, keys, blind));
                if (isExcused(known, verdict) || accusesOthers(whole, known, verdict)) {
                    wrong.add(what + " " + blind + ": " + verdict.state() + " " + roots(verdict));
                }
            }
        });
        assertThat(wrong).isEmpty();
    }

    private static boolean isExcused(Verdict known, Verdict verdict) {
        return known.state().exitCode() != 0 && verdict.state().exitCode() == 0;
    }

    private static boolean accusesOthers(Evidence whole, Verdict known, Verdict verdict) {
        return verdict.state() == Verdict.State.STALLED
                && !(known.state() == Verdict.State.STALLED
                        && roots(verdict).stream()
                                .allMatch(root -> roots(known).stream().anyMatch(one -> isSame(whole, one, root))));
    }

    /** Without some readings a mount has the name that it has in a container, or only the place in the kernel where it is waited for. */
    private static boolean isSame(Evidence whole, Vertex known, Vertex root) {
        if (known.equals(root)) {
            return true;
        }
        if (!(known instanceof Vertex.Resource mount && root instanceof Vertex.Resource other)
                || mount.kind() != Vertex.ResourceKind.MOUNT) {
            return false;
        }
        return switch (other.kind()) {
            case MOUNT -> devices(whole, mount.id()).equals(devices(whole, other.id()));
            case KERNEL ->
                whole.allSeen(Tasks.TYPE)
                        .flatMap(read -> read.tasks().stream())
                        .anyMatch(task -> task.state() == 'D' && task.wchan().equals(other.id()));
            default -> false;
        };
    }

    private static Set<String> devices(Evidence whole, String point) {
        return whole.allSeen(Mounts.TYPE)
                .flatMap(table -> table.mounts().stream())
                .filter(mount -> mount.point().equals(point))
                .map(Mounts.Mount::device)
                .collect(Collectors.toSet());
    }

    private static List<Vertex> roots(Verdict verdict) {
        return verdict.roots().stream().map(Root::vertex).toList();
    }

    /** Each fact, and each reading of it. */
    private static Map<String, Set<Key>> missing(Evidence whole) {
        var keys = new TreeMap<String, Set<Key>>();
        for (var key : whole.all().keySet()) {
            keys.computeIfAbsent(key.fact(), _ -> new TreeSet<>(Comparator.comparing(Key::toString)))
                    .add(key);
        }
        var missing = new TreeMap<String, Set<Key>>(keys);
        keys.values()
                .forEach(all -> all.stream()
                        .limit(all.size() > 1 ? SOME : 0)
                        .forEach(key -> missing.put(key.toString(), Set.of(key))));
        return missing;
    }

    /** The ways in which a reading may be missing. For facts about the whole node, "the process has ended" is not one of them. */
    private List<Reading<?>> blind(Set<Key> keys) {
        var failed = new Reading.Failed<>("Input/output error");
        return ofHops.contains(keys.iterator().next().fact())
                ? List.of(failed, new Reading.NotAsked<>("nobody is there"))
                : keys.size() == 1
                        ? List.of(failed)
                        : List.of(
                                failed,
                                new Reading.Silent<>(Duration.ofMillis(300), "read of it", Silence.NOT_READ),
                                new Reading.Refused<>("not permitted to read it"));
    }

    private Verdict verdict(Evidence evidence) {
        return program.judge(evidence).verdict();
    }

    /** The same look, in which these readings are replaced by this one. */
    private Evidence without(Evidence whole, Set<Key> keys, Reading<?> blind) {
        var builder = new Evidence.Builder(whole.at());
        whole.all().forEach((other, samples) -> {
            var type = type(other);
            if (keys.contains(other)) {
                put(builder, type, other, new Sample<>(blind, whole.at(), whole.at()));
            } else {
                samples.forEach(sample -> put(builder, type, other, sample));
            }
        });
        return builder.build();
    }

    private FactType<?> type(Key key) {
        return program.codec().types().stream()
                .filter(type -> type.name().equals(key.fact()))
                .findFirst()
                .orElseThrow();
    }

    @SuppressWarnings(
            "unchecked") // a sample is put back under its own type, and a reading without a value fits any type
    private static <T> void put(Evidence.Builder builder, FactType<T> type, Key key, Sample<?> sample) {
        builder.put(type, key.instance(), (Sample<T>) sample);
    }
}
