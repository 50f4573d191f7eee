package io.nodethaw.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Dumps inside other text. */
class WrappedDumpTest {
    private static void comesBack(String wrapped) {
        var read = DumpText.read(wrapped);
        assertThat(read.print()).isEqualTo(DumpText.TWO);
        assertThat(read.problems()).isEmpty();
    }

    private static String eachLine(UnaryOperator<String> wrap) {
        return DumpText.TWO.lines().map(wrap).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\t", "\\t")
                .replace("\"", "\\\"");
    }

    @Test
    void journalPrefixesAreTakenOff() {
        comesBack(eachLine(line -> "Nov 26 10:00:00 node-1 dockerd[731]: " + line));
    }

    @Test
    void aPrefixMayLoseTheLastBlankAndChangeItsTime() {
        int[] second = {8};
        comesBack(eachLine(line -> ("2026-11-26T10:00:" + second[0]++ + "." + "1234567".repeat(second[0] % 2)
                        + "5Z stderr F " + line)
                .stripTrailing()));
    }

    @Test
    void linesOfOthersInAJournalAreLeftOut() {
        comesBack(eachLine(line -> "Nov 26 10:00:00 node-1 dockerd[731]: " + line
                + "\nNov 26 10:00:01 node-1 kubelet[99]: main.other(0x1)"));
    }

    @Test
    void journalctlIndentsLaterLinesOfOneMessage() {
        var first = "Nov 26 10:00:00 node-1 dockerd[731]: ";
        comesBack(first + eachLine(line -> " ".repeat(first.length()) + line).stripLeading());
    }

    @Test
    void rsyslogWritesTabsAsNumbers() {
        comesBack(eachLine(line -> "Nov 26 10:00:00 node-1 dockerd[731]: " + line.replace("\t", "#011")));
    }

    private static String octal(String text) {
        return text.replace("\n", "#012").replace("\t", "#011");
    }

    @Test
    void rsyslogWritesAWholeDumpIntoOneLine() {
        comesBack("Jan  1 00:00:00 host dockerd[12]: SIGQUIT: quit#012PC=0x46 m=0#012#012" + octal(DumpText.TWO)
                + "\nJan  1 00:00:01 host dockerd[12]: level=info msg=\"main.other(0x1)\"\n");
        comesBack("Jan  1 00:00:00 host dockerd[12]: " + octal(DumpText.TWO));
        var words = DumpText.group("Jan  1 00:00:00 host dockerd[12]: panic: no#012#012" + octal(DumpText.TWO) + "\n");
        assertThat(words.dumps().getFirst().headlines()).containsExactly("panic: no");
    }

    @Test
    void twoLinesOfRsyslogAreTwoMessages() {
        var half = DumpText.TWO.split("\n\n");
        var first = "Jan  1 00:00:00 host dockerd[12]: ";
        comesBack(first + octal(half[0]) + "\n" + first + octal(half[1]) + "\n");
    }

    @Test
    void aLineMayBeLongerThanTheBuffer() {
        var many = DumpText.TWO.replace("goroutine 18 ", "goroutine 19 ") + "\n";
        var text = octal(many.repeat((1 << 21) / many.length()) + DumpText.TWO);
        var read = DumpText.read("host dockerd[12]: " + text + "\n");
        assertThat(read.problems()).isEmpty();
        assertThat(read.goroutines().getLast().print()).isEqualTo(DumpText.TWO.split("\n\n")[1]);
    }

    @Test
    void coloursAreTakenOut() {
        comesBack(eachLine(line -> "\u001b[31m" + line + "\u001b[0m"));
        comesBack(eachLine(line -> "\u001b[36mweb_1  |\u001b[0m " + line));
        comesBack(eachLine(
                line -> line.startsWith("goroutine") ? "\u001b[1;31m" + line.replace(" [", "\u001b[0m [") : line));
    }

    @Test
    void textOfOtherSystemsIsRead() throws IOException {
        comesBack("\ufeff" + DumpText.TWO.replace("\n", "\r\n"));
        for (var charset : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            var in = new ByteArrayInputStream(DumpText.TWO.replace("\n", "\r\n").getBytes(charset));
            assertThat(GoroutineDumps.group(in).dumps().getFirst().goroutines())
                    .as(charset.name())
                    .isEqualTo(2);
        }
        comesBack(DumpText.TWO.split("\n\n")[0] + "\n\n\ufeff" + DumpText.TWO.split("\n\n")[1]);
    }

    @Test
    void wordsInTheOutputOfGoTestEndWithTheirLine() {
        var read = DumpText.group("{\"Action\":\"output\",\"Output\":\"panic: open \\\"a\\\": no\\n\"}\n"
                + eachLine(line -> "{\"Action\":\"output\",\"Output\":\"" + escaped(line) + "\\n\"}"));
        assertThat(read.dumps().getFirst().headlines()).containsExactly("panic: open \"a\": no");
    }

    @Test
    void oneEscapedLineOfAShim() {
        comesBack("time=\"2026-11-23T08:43:55Z\" level=info msg=\"=== BEGIN goroutine stack dump ===\\n"
                + escaped(DumpText.TWO) + "\\n=== END goroutine stack dump ===\\n\" namespace=moby path=/run\n"
                + "time=\"2026-11-23T08:43:56Z\" level=info msg=\"something else (0x1)\"\n");
    }

    @Test
    void anEscapedLineInsideAnEscapedLine() {
        comesBack("{\"log\":\"" + escaped("level=info msg=\"dump:\\n" + escaped(DumpText.TWO) + "\" path=/run\n")
                + "\",\"stream\":\"stderr\"}\n");
    }

    @Test
    void jsonLogsHaveALineEach() {
        comesBack(
                eachLine(line -> "{\"log\":\"" + escaped(line + "\n") + "\",\"stream\":\"stderr\",\"time\":\"2026\"}"));
        comesBack(eachLine(line -> "{\"time\":\"2026-11-26T10:00:00Z\",\"msg\":\"" + escaped(line) + "\"}"));
    }

    @Test
    void labelsInAnEscapedLineHideNoGoroutine() {
        var text = """
                goroutine 7 [select] {"a}:\\n": "b\\\\", request: 12, c: "\\"}:\\n"}:
                main.F(0x1)
                \t/src/main.go:14 +0xa6
                """;
        var once = "{\"log\":\"" + escaped(text) + "\"}\n";
        var twice = "{\"log\":\"" + escaped(once) + "\"}\n";
        var plain = DumpText.read(text);
        assertThat(plain.print()).isEqualTo(text);
        for (var wrapped : List.of(once, twice)) {
            var read = DumpText.read(wrapped).goroutines();
            assertThat(read).hasSize(1);
            assertThat(read.getFirst().frames())
                    .isEqualTo(plain.goroutines().getFirst().frames());
        }
    }

    @Test
    void jsonWritesAngleBracketsAsNumbers() {
        var text = "goroutine 1 [running]:\nmain.(*T).F-fm()\n\t<autogenerated>:1 +0x2f\n";
        var json = escaped(text).replace("<", "\\u003c").replace(">", "\\u003e");
        assertThat(DumpText.read("{\"log\":\"" + json + "\"}\n").print()).isEqualTo(text);
    }

    @Test
    void quotedAndIndentedInAnIssue() {
        comesBack(eachLine(line -> ("> " + line).stripTrailing()));
        comesBack(eachLine(line -> "    " + line));
        comesBack(eachLine(line -> line.replace("\t", "    ")));
    }

    @Test
    void indentationLostAndLinesEndedTwice() {
        comesBack(eachLine(String::strip));
        comesBack(eachLine(line -> line + "\r"));
    }

    @Test
    void aLineLongerThanTheBufferIsReadInPieces() {
        var goroutines = new StringBuilder();
        for (int id = 1; id <= 20_000; id++) {
            goroutines
                    .append("goroutine ")
                    .append(id)
                    .append(" [select]:\nmain.F(0x")
                    .append(id);
            goroutines.append(")\n\t/src/main.go:14 +0xa6\ncreated by main.G\n\t/src/main.go:2 +0x3\n\n");
        }
        var read = DumpText.read("{\"log\":\"" + escaped(goroutines.toString()) + "\"}\n");
        assertThat(read.print() + "\n").isEqualTo(goroutines.toString());
        assertThat(read.problems()).isEmpty();
    }

    /** Each line with a number that grows, or a time. */
    private static String counted(IntFunction<String> prefix) {
        int[] number = {7};
        return eachLine(line -> prefix.apply(number[0]++) + line);
    }

    @Test
    void aTimeAloneMayChangeBeforeEachLine() {
        comesBack(counted(i -> "2026-11-26T10:00:0" + i / 10 + "." + i + "Z "));
        comesBack(counted(i -> "2026/11/26 10:00:" + (i + 10) + " "));
        comesBack(counted(i -> "[2026-11-26 10:00:00," + (i + 95) + "] "));
        comesBack(counted(i -> "2026-11-26 10:00:00.0" + i + "\t"));
        comesBack(counted(i -> "11/26/26 9:55:" + (i + 10) + ".000 PM "));
        comesBack(counted(i -> "[    " + i + ".000000] "));
        comesBack(counted(i -> "2026-11-26T10:00:00." + (i + 100) + "Z,"));
        comesBack(counted(i -> "<30>1 2026-11-26T10:00:00Z node-1 dockerd 731 - [meta sequenceId=\"" + i + "\"] "));
        comesBack(counted(i -> "17328309" + (i + 10) + ".000007 "));
    }

    @Test
    void theNumberOfALineMayStandBeforeIt() {
        comesBack(counted(i -> i + ":"));
        comesBack(counted(i -> String.format("%6d\t", i)));
        comesBack(counted(i -> "/var/log/daemon.log:" + i + ":"));
        comesBack(eachLine(line -> "daemon.log" + (line.startsWith("goroutine") ? ":" : "-") + line));
    }

    @Test
    void theNumberOfAProcessIsNoNumberOfALine() {
        comesBack(eachLine(line -> "node-1 dockerd[731]: " + line + "\nnode-1 dockerd[732]: main.other(0x1)"));
        comesBack(eachLine(
                line -> "2026-11-26T10:00:00Z 731 - - " + line + "\n2026-11-26T10:00:01Z 732 - - main.other(0x1)"));
    }

    @Test
    void aLoggerPutsItsWordsBeforeAWholeDumpOnce() {
        comesBack("2026/11/26 10:00:00 " + DumpText.TWO);
        comesBack("E1126 10:00:00.123456     812 runtime.go:79] " + DumpText.TWO);
        comesBack("<pre>" + DumpText.TWO);
    }

    @Test
    void newlinesOfATerminalAndNumberedOnes() {
        comesBack(eachLine(line -> "{\"log\":\"" + escaped(line) + "\\r\\n\",\"stream\":\"stdout\"}"));
        comesBack("{\"log\":\"" + escaped(DumpText.TWO).replace("\\n", "\\r\\n") + "\"}\n");
        comesBack("{\"stack\":\"" + escaped(DumpText.TWO).replace("\\n", "\\u000a") + "\"}\n");
        comesBack("host dockerd[12]: " + octal(DumpText.TWO).replace("#012", "#015#012") + "\n");
        comesBack(eachLine(line -> escaped("{\"log\":\"" + escaped("{\"msg\":\"" + escaped(line) + "\"}") + "\"}")));
    }

    @Test
    void lettersOfAllLanguagesMayBeNumbered() {
        var text = "goroutine 1 [running]:\nmain.(*\u0422).\ud835\udd3d()\n\t/src/main.go:1 +0x2f\n";
        var json = escaped(text).replace("\u0422", "\\u0422").replace("\ud835\udd3d", "\\ud835\\udd3d");
        assertThat(DumpText.read("{\"log\":\"" + json + "\"}\n").print()).isEqualTo(text);
        assertThat(DumpText.read("{\"log\":\"" + json.replace("\\udd3d", "") + "\"}\n")
                        .print())
                .contains("main.(*\u0422).?()");
    }

    @Test
    void backslashesInLabelsOfALaterGoroutineEndNoLine() {
        var text = DumpText.TWO
                + "\ngoroutine 7 [select] {\"odd\": \"a]: \\\"b\\\"}:\\n[c]\"}:\nmain.F(0x1)\n\t/src/main.go:14 +0xa6\n";
        for (var wrapped : List.of(escaped(text), escaped(escaped(text)))) {
            assertThat(DumpText.read("{\"log\":\"" + wrapped + "\"}\n").print()).isEqualTo(text);
        }
        var each = text.lines()
                .map(line -> "{\"msg\":\"" + escaped(line) + "\"}\n")
                .collect(Collectors.joining());
        assertThat(DumpText.read(each).goroutines()).hasSize(3);
    }

    @Test
    void aTextOfPythonEndsWithASingleQuote() {
        var text = DumpText.TWO + "\ngoroutine 7 [select] {\"odd\": \"a\"}:\nmain.F(0x1)\n\t/src/main.go:14 +0xa6\n";
        var repr =
                "stderr: b'panic: no\\n\\n" + text.replace("\n", "\\n").replace("\t", "\\t") + "'\nmain.other(0x1)\n";
        assertThat(DumpText.read(repr).print()).isEqualTo(text);
    }

    @Test
    void blanksBehindLinesAndBlanksOfPages() {
        var text = DumpText.TWO + "\ngoroutine 7 [select] {a: 1}:\nmain.F(0x1)\n\t/src/main.go:14 +0xa6\n";
        assertThat(DumpText.read(text.replace("\n", "  \n")).print()).isEqualTo(text);
        comesBack(DumpText.TWO.replace("\t", "\u00a0\u00a0 "));
    }

    @Test
    void goroutinesOfTwoProcessesAreNeverOneDump() {
        var half = DumpText.TWO.split("\n\n");
        UnaryOperator<String> dockerd = line -> "Nov 26 10:00:00 node-1 dockerd[731]: " + line;
        UnaryOperator<String> containerd = line -> "Nov 26 10:00:00 node-1 containerd[640]: " + line;
        var log = half[0].lines().map(dockerd).collect(Collectors.joining("\n", "", "\n"))
                + half[1].lines().map(containerd).collect(Collectors.joining("\n", "", "\n"));
        assertThat(DumpText.read(log).goroutines())
                .extracting(DumpedGoroutine::dump)
                .containsExactly(0, 1);
        assertThat(DumpText.read(log.replace("containerd[640]", "dockerd[731]")).goroutines())
                .extracting(DumpedGoroutine::dump)
                .containsExactly(0, 0);
    }

    @Test
    void theSchedulersOwnStackMayBeEmpty() {
        var read = DumpText.read("goroutine 0 gp=0x4000102380 m=5 mp=0x4000080008 [idle]:\n\n" + DumpText.TWO);
        assertThat(read.problems()).isEmpty();
        assertThat(read.goroutines()).hasSize(3);
    }

    /** Whatever stands before a line that is not known: the goroutine that begins there is not taken for frames of the one before. */
    @Test
    void aGoroutineNeverGoesOnBehindTheHeaderOfAnother() {
        for (var odd : List.of("\ufeff", "2026?a,", "~~~", "\u0001", "a;b;")) {
            var read = DumpText.read(DumpText.TWO
                    .lines()
                    .map(line -> line.isEmpty() ? odd : odd + line)
                    .collect(Collectors.joining("\n")));
            assertThat(read.goroutines()).as(odd).hasSize(2);
            var changing = DumpText.TWO.replace("\n", "\n" + odd).replaceFirst("\n", "\nx");
            assertThat(DumpText.read(changing).goroutines()).as(odd).hasSize(2);
        }
    }
}
