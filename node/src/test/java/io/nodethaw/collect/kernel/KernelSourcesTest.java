package io.nodethaw.collect.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.child.Question;
import io.nodethaw.collect.source.InChild;
import io.nodethaw.collect.source.Sources;
import io.nodethaw.evidence.Freeze;
import io.nodethaw.evidence.Key;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KernelSourcesTest {
    private final Sources sources =
            new Sources(KernelSources.of(new Host(Path.of("/nowhere"), InstantSource.system())));

    private Optional<? extends Question<?>> question(Key key) {
        return ((InChild<?>) sources.of(key).orElseThrow()).question(key.instance());
    }

    @Test
    void everyKeyLeadsBackToItsQuestion() {
        var questions = List.of(
                Questions.systemCall(7, 8),
                Questions.kernelStack(7, 8),
                Questions.descriptorInfo(7, 3),
                Questions.mounts(7),
                Questions.serverReplies(7),
                Questions.mountSummary(7),
                Questions.memoryGroups(),
                Questions.networkNamespaces(),
                Questions.filterPrograms(),
                Questions.inotifyWatches(7),
                Questions.freeze(7),
                Questions.kernelLog());

        var inChild = sources.all().stream().filter(InChild.class::isInstance).toList();
        assertThat(questions).hasSameSizeAs(inChild).allSatisfy(question -> {
            var found = question(question.key()).orElseThrow();
            assertThat(found.key()).isEqualTo(question.key());
            assertThat(found.stage()).isEqualTo(question.stage());
            assertThat(found.arguments()).isEqualTo(question.arguments());
            assertThat(found.subject()).isEqualTo(question.subject());
            assertThat(sources.tasks()).containsKey(question.task());
        });
    }

    @Test
    void otherKeysAreNotMatched() {
        assertThat(sources.of(new Key("word", "7"))).isEmpty();
        assertThat(question(Freeze.TYPE.key("seven"))).isEmpty();
        assertThat(question(new Key("system-call", "7"))).isEmpty();
    }
}
