package io.nodethaw;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.nodethaw.report.OutputFormat;
import java.io.IOException;
import java.util.List;

/** As AbsurdEvidenceTest, with changes that a fuzzer chooses. */
class AbsurdEvidenceFuzzTest {
    private static final List<OutputFormat> FORMATS =
            List.of(OutputFormat.TEXT, OutputFormat.WIDE, OutputFormat.JSON, OutputFormat.YAML, OutputFormat.DOT);

    private final AbsurdJudge judge = new AbsurdJudge();

    @FuzzTest
    void anyChangeIsJudgedOrRefused(FuzzedDataProvider data) throws IOException {
        var incidents = AbsurdJudge.small();
        judge.judge(
                incidents.get(data.consumeInt(0, incidents.size() - 1)),
                data.consumeInt(1, AbsurdJudge.CHANGES),
                bound -> data.consumeInt(0, bound - 1),
                List.of(data.pickValue(FORMATS)));
    }
}
