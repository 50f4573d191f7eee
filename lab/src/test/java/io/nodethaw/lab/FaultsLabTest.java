package io.nodethaw.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.TestAbortedException;

/**
 * Makes the faults of lab/fault on real nodes and compares the verdicts: those of tier test, or of {@code -Dlab.tier=A,B,...};
 * on one node each, or on {@code -Dlab.repeat=N}, with one look at each, or {@code -Dlab.looks=N}.
 */
class FaultsLabTest {

    /** A row takes 5 to 40 s: boot, fault, verdict, cure, a start. */
    private static final Duration A_ROW = Duration.ofMinutes(4);

    private static final Duration A_LOOK = Duration.ofSeconds(60);

    private final List<String> skipped = new ArrayList<>();
    private final int repeat = Integer.getInteger("lab.repeat", 1);
    private final int looks = Integer.getInteger("lab.looks", 1);

    @TestFactory
    Stream<DynamicTest> everyFaultIsNamed() throws IOException, InterruptedException {
        var names = names(System.getProperty("lab.tier", "test"));
        var rows = names.stream().map(name -> dynamicTest(name, () -> row(name)));
        var last =
                dynamicTest("notEveryRowWasSkipped", () -> assertThat(skipped).hasSizeLessThan(names.size()));
        return Stream.concat(rows, Stream.of(last));
    }

    private static List<String> names(String tier) throws IOException, InterruptedException {
        var listed = LabProgram.run(A_LOOK, List.of(LabProgram.file("run").toString(), "--list", "--tier", tier));
        return listed.lines().map(line -> line.split(" ", 2)[0]).toList();
    }

    private void row(String name) throws IOException, InterruptedException {
        var command = List.of(
                LabProgram.file("run").toString(),
                "--rows",
                name,
                "--repeat",
                Integer.toString(repeat),
                "--looks",
                Integer.toString(looks),
                "--no-cures");
        try {
            LabProgram.run(A_ROW.plus(A_LOOK.multipliedBy(looks)).multipliedBy(repeat), command);
        } catch (TestAbortedException e) {
            skipped.add(name + ": " + e.getMessage());
            throw e;
        }
    }
}
