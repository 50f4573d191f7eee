package io.nodethaw;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

/** As AbsurdEvidenceTest, with changes that a fuzzer chooses. */
class AbsurdEvidenceFuzzTest {
    private final AbsurdJudge judge = new AbsurdJudge();

    @FuzzTest
    void anyChangeIsJudgedOrRefused(FuzzedDataProvider data) throws IOException {
        var incidents = AbsurdJudge.incidents();
        judge.judge(
                incidents.get(data.consumeInt(0, incidents.size() - 1)),
                data.consumeInt(1, AbsurdJudge.CHANGES),
                bound -> data.consumeInt(0, bound - 1));
    }
}
