package io.nodethaw;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Explanation;
import io.nodethaw.collect.Host;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.FactType;
import io.nodethaw.report.FindingsPage;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What all hops together promise the user. */
class ProgramTest {
    private static final Program PROGRAM = program(Path.of("/nowhere"));

    private static Program program(Path root) {
        return new Program(new Host(root, InstantSource.fixed(Instant.EPOCH)));
    }

    static List<FactType<?>> facts() {
        return PROGRAM.codec().types();
    }

    @ParameterizedTest
    @MethodSource("facts")
    @SuppressWarnings("unchecked") // the sample is made from the type's own class
    void everyFactComesBackFromAFile(FactType<?> type) throws IOException, ReflectiveOperationException {
        var before = new Evidence.Builder(Instant.EPOCH)
                .seen((FactType<Object>) type, "", FactSamples.of(type.type()))
                .build();
        var file = new StringWriter();
        PROGRAM.codec().write(before, "t", file);

        var after = PROGRAM.codec().read(new StringReader(file.toString()), "x");

        assertThat(after.notes()).isEmpty();
        assertThat(after.evidence().all()).isEqualTo(before.all());
    }

    @Test
    void thePageOfFindingsIsUpToDate() {
        Golden.check(Golden.repository("docs/findings.md"), FindingsPage.of(PROGRAM.explanations()));
    }

    @Test
    void everyCodeHasOnePage() {
        assertThat(PROGRAM.explanations().stream().map(Explanation::code))
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("[a-z]+\\.[a-z-]+"));
    }
}
