package io.nodethaw.collect.child;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Freeze;
import io.nodethaw.evidence.Key;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuestionsTest {
    @Test
    void everyKeyLeadsBackToItsQuestion() {
        var questions = List.of(
                Questions.systemCall(7, 8),
                Questions.kernelStack(7, 8),
                Questions.descriptorInfo(7, 3),
                Questions.mounts(7),
                Questions.freeze(7),
                Questions.kernelLog());

        assertThat(questions).allSatisfy(question -> {
            var found = Questions.of(question.key()).orElseThrow();
            assertThat(found.key()).isEqualTo(question.key());
            assertThat(found.stage()).isEqualTo(question.stage());
            assertThat(found.arguments()).isEqualTo(question.arguments());
        });
    }

    @Test
    void otherKeysAreNone() {
        assertThat(Questions.of(new Key("word", "7"))).isEmpty();
        assertThat(Questions.of(Freeze.TYPE.key("seven"))).isEmpty();
        assertThat(Questions.of(new Key("syscall", "7"))).isEmpty();
    }
}
