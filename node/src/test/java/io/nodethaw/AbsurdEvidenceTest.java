package io.nodethaw;

import java.io.IOException;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whatever a file of evidence contains, it is judged and reported, or refused: no exception escapes. */
class AbsurdEvidenceTest {
    private static final int TRIES = 25;

    private final AbsurdJudge judge = new AbsurdJudge();

    @TestFactory
    Stream<DynamicTest> whatNobodySawIsJudgedOrRefused() throws IOException {
        return AbsurdJudge.incidents().stream()
                .map(incident -> DynamicTest.dynamicTest(incident.getFileName().toString(), () -> {
                    var random = new Random(1);
                    for (int i = 0; i < TRIES; i++) {
                        judge.judge(incident, 1 + random.nextInt(AbsurdJudge.CHANGES), random::nextInt);
                    }
                }));
    }
}
