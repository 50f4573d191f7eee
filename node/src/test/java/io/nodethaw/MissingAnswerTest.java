package io.nodethaw;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.collect.Host;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Sample;
import io.nodethaw.hop.WholeNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A recorded stall in which any one question of a hop failed, or was not put, is never called healthy or slow. */
class MissingAnswerTest {
    private final Program program = new Program(new Host(Path.of("/nowhere"), InstantSource.fixed(Instant.EPOCH)));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "all-stopped",
                "counter-set-back",
                "founding-incident",
                "kubelet-asks-deaf-systemd",
                "off-the-bus",
                "shim-stopped"
            })
    void anyOneAnswerMayBeMissing(String incident) throws IOException {
        Evidence whole;
        try (var text = CorpusCases.input(Golden.repository("corpus").resolve(incident))) {
            whole = program.codec().read(text, "evidence.json").evidence();
        }
        assertThat(exitCode(whole)).isEqualTo(1);
        var excused = new ArrayList<String>();
        for (var key : asked(whole)) {
            for (var blind : List.of(
                    new Reading.Failed<>("Connection reset by peer"), new Reading.NotAsked<>("nobody is there"))) {
                if (exitCode(with(whole, key, blind)) == 0) {
                    excused.add(key + " " + blind);
                }
            }
        }
        assertThat(excused).isEmpty();
    }

    private static List<Key> asked(Evidence whole) {
        var facts = WholeNode.chain().facts().stream().map(FactType::name).collect(Collectors.toSet());
        return whole.all().keySet().stream()
                .filter(key -> facts.contains(key.fact()))
                .toList();
    }

    private int exitCode(Evidence evidence) {
        return program.judge(evidence).verdict().state().exitCode();
    }

    /** The same look, in which this is all that is known of one key. */
    private Evidence with(Evidence whole, Key key, Reading<?> blind) {
        var builder = new Evidence.Builder(whole.at());
        whole.all().forEach((other, samples) -> {
            var type = type(other);
            if (other.equals(key)) {
                put(builder, type, key, new Sample<>(blind, whole.at(), whole.at()));
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

    @SuppressWarnings("unchecked") // a sample is put back under its own type; a reading without a value fits any
    private static <T> void put(Evidence.Builder builder, FactType<T> type, Key key, Sample<?> sample) {
        builder.put(type, key.instance(), (Sample<T>) sample);
    }
}
