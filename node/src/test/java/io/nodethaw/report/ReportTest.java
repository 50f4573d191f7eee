package io.nodethaw.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.nodethaw.Golden;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReportTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden/report");

    static Set<String> names() {
        return SampleReports.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyFormIsAsWritten(String name) {
        var report = report(name);
        Golden.check(FOLDER.resolve(name + ".txt"), report.print(OutputFormat.TEXT, Ink.PLAIN));
        Golden.check(FOLDER.resolve(name + ".wide.txt"), report.print(OutputFormat.WIDE, Ink.PLAIN));
        Golden.check(FOLDER.resolve(name + ".json"), report.print(OutputFormat.JSON, Ink.PLAIN));
        Golden.check(FOLDER.resolve(name + ".yaml"), report.print(OutputFormat.YAML, Ink.PLAIN));
        Golden.check(FOLDER.resolve(name + ".dot"), report.print(OutputFormat.DOT, Ink.PLAIN));
    }

    @Test
    void everyGoldenFileIsRead() throws IOException {
        try (var files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .allMatch(file -> names().contains(file.substring(0, file.indexOf('.'))))
                    .hasSize(5 * names().size());
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void theFirstLineHasAtMost80BytesAndNoControlCharacter(String name) {
        var text = report(name).print(OutputFormat.TEXT, Ink.PLAIN);
        assertThat(text.lines().findFirst().orElseThrow().getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThanOrEqualTo(80);
        assertThat(text.chars().filter(letter -> letter < ' ' && letter != '\n' || letter == 0x202e))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void theLineHasAtMost80BytesOfAscii(String name) {
        var line = report(name).print(OutputFormat.LINE, Ink.PLAIN);
        assertThat(line)
                .matches("[ -~]{1,80}\n")
                .startsWith(report(name).verdict().state().name());
    }

    @Test
    void theLineEscapesLettersThatAreNotAsciiBeforeItIsCut() {
        var line = SampleReports.threeRoots("stopped by Jörg's ü who has such a long name that it does not fit in")
                .print(OutputFormat.LINE, Ink.PLAIN);
        assertThat(line).contains("J\\u00f6rg").hasSizeLessThanOrEqualTo(81).endsWith("...\n");
    }

    @Test
    void whereOnlyALineIsWantedAnErrorIsOneToo() {
        var error = new ErrorReport(
                70, "something that is told at such a length that no line of a table has room for it", "", "");
        assertThat(error.print(OutputFormat.LINE, "nodethaw test"))
                .startsWith("ERROR  something")
                .hasSizeLessThanOrEqualTo(81)
                .endsWith("...\n");
    }

    @ParameterizedTest
    @MethodSource("names")
    void theScreenFitsTheTerminal(String name) {
        for (int columns : new int[] {50, 80, 120}) {
            assertThat(report(name)
                            .print(OutputFormat.TEXT, new Ink(false, true, columns))
                            .lines()
                            .skip(1))
                    .hasSizeLessThan(24)
                    .allMatch(line -> line.length() <= columns);
        }
    }

    @Test
    void aListTakesAsManyItemsAsItsLinesHoldAndCountsTheRest() {
        var rows = new Rows(Ink.PLAIN, 45);
        rows.addList("hit", List.of("shop/cart-1", "keen_bell (9da71fa9d366)", "shop/cart-2", "shop/cart-3"), 2);
        assertThat(rows.lines())
                .containsExactly("  hit        shop/cart-1, keen_bell", "             (9da71fa9d366) and 2 more");
    }

    @Test
    void ofSeveralRootsTheFirstIsToldWholeAndHowManyThereAreMore() {
        assertThat(headline("stopped by a signal"))
                .isEqualTo("STALLED  systemd 1: stopped by a signal and 2 more roots; only our probe waits");
        assertThat(headline("held by its tracer, which has not moved"))
                .isEqualTo("STALLED  systemd 1: held by its tracer, which has not moved and 2 more roots");
        assertThat(headline("a title that is too long for the first line of any report about a node"))
                .isEqualTo("STALLED  systemd 1: a title that is too long for the first... and 2 more roots")
                .hasSizeLessThanOrEqualTo(80);
    }

    @Test
    void aLineIsCutAfterAWordAndOnlyInsideAVeryLongOne() {
        assertThat(Headline.cut("it does not tell why", 18)).isEqualTo("it does not...");
        assertThat(Headline.cut("it does not tell why", 14)).isEqualTo("it does not...");
        assertThat(Headline.cut("it does not tell why", 20)).isEqualTo("it does not tell why");
        assertThat(Headline.cut("of c0ffee00c0ffee00c0ffee00c0ffee00", 30)).isEqualTo("of c0ffee00c0ffee00c0ffee00...");
        assertThat(Headline.cut("\u00e4".repeat(20), 13)).isEqualTo("\u00e4".repeat(5) + "...");
        assertThat(Headline.cut("anything", 3)).isEqualTo("...");
    }

    @Test
    void programsGetTheWholeHeadline() {
        var title = "a title that is too long for the first line of any report about a node";
        var json = JsonParser.parseString(SampleReports.threeRoots(title).print(OutputFormat.JSON, Ink.PLAIN));
        assertThat(json.getAsJsonObject().get("headline").getAsString())
                .isEqualTo("systemd 1: " + title + " and 2 more roots; only our probe waits");
    }

    private static String headline(String title) {
        return SampleReports.threeRoots(title)
                .print(OutputFormat.TEXT, Ink.PLAIN)
                .lines()
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("names")
    void theJsonParsesAndKeepsForeignTextsAsTheyAre(String name) {
        JsonElement json = JsonParser.parseString(report(name).print(OutputFormat.JSON, Ink.PLAIN));
        assertThat(json.getAsJsonObject().get("schemaVersion").getAsInt()).isEqualTo(1);
        assertThat(json.getAsJsonObject().get("exit").getAsInt())
                .isEqualTo(report(name).verdict().state().exitCode());
    }

    @Test
    void colourChangesNothingButTheEscapes() {
        var report = SampleReports.deaf();
        var plain = report.print(OutputFormat.WIDE, Ink.PLAIN);
        var painted = report.print(OutputFormat.WIDE, new Ink(true, true));
        assertThat(painted).startsWith("\u001b[1;31mSTALLED\u001b[0m");
        assertThat(painted.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(plain);
    }

    @Test
    void asciiTerminalsGetAscii() {
        assertThat(SampleReports.deaf().print(OutputFormat.TEXT, new Ink(false, false)))
                .contains("cri-o, kernel stacks")
                .matches("\\p{ASCII}*");
    }

    private static Report report(String name) {
        return Objects.requireNonNull(SampleReports.all().get(name));
    }
}
