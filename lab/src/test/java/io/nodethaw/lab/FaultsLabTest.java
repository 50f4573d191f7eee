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

/** Makes every fault of lab/fault on a real node and compares the verdict; once each, or {@code -Dlab.repeat=N} times. */
class FaultsLabTest {

    /** A row takes 5 to 40 s: boot, fault, verdict, cure, a start. */
    private static final Duration A_ROW = Duration.ofMinutes(4);

    private final List<String> skipped = new ArrayList<>();

    @TestFactory
    Stream<DynamicTest> everyFaultIsNamed() {
        int repeat = Integer.getInteger("lab.repeat", 1);
        var names = LabProgram.folders("fault");
        var rows = names.stream().map(name -> dynamicTest(name, () -> row(name, repeat)));
        var last =
                dynamicTest("notEveryRowWasSkipped", () -> assertThat(skipped).hasSizeLessThan(names.size()));
        return Stream.concat(rows, Stream.of(last));
    }

    private void row(String name, int repeat) throws IOException, InterruptedException {
        var command = List.of(LabProgram.file("run").toString(), "--rows", name, "--repeat", Integer.toString(repeat));
        try {
            LabProgram.run(A_ROW.multipliedBy(repeat), command);
        } catch (TestAbortedException e) {
            skipped.add(name + ": " + e.getMessage());
            throw e;
        }
    }
}
