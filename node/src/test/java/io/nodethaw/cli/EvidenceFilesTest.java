package io.nodethaw.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.archive.Packed;
import io.nodethaw.evidence.FileLocks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where evidence may be written, and what is said about files that contain none. */
class EvidenceFilesTest {
    @TempDir
    Path folder;

    private final FakeConsole console = new FakeConsole();

    private void stall() {
        console.tools.evidence = FakeTools.node()
                .seen(FileLocks.TYPE, "", new FileLocks(List.of()))
                .build();
    }

    @Test
    void evidenceGoesToStdoutAloneAndTheVerdictBesideIt() {
        stall();
        assertThat(console.run("--save-evidence", "-")).isEqualTo(1);
        assertThat(console.err()).startsWith("STALLED  ").doesNotContain("saved");
        console.stdin = console.out();
        assertThat(console.stdin).startsWith("{\"schemaVersion\"").endsWith("]}\n");
        assertThat(console.run("analyze", "-")).isEqualTo(1);
        assertThat(console.out()).startsWith("STALLED  ");
        console.run("-o", "json", "--save-evidence", "-");
        assertThat(console.err()).contains("\"kind\": \"verdict\"");
        assertThat(console.out()).contains("\"kind\": \"evidence\"").doesNotContain("verdict");
    }

    @Test
    void filesThatAreNotEvidenceAreNamedWithWhatToDo() throws IOException {
        var file = folder.resolve("it");
        expectNoEvidence(
                "it is a tar archive; unpack it", "e.json" + "\0".repeat(251) + "ustar\u000000" + "\0".repeat(250));
        expectNoEvidence("it is a program or a core dump", "\u007fELF\2\1");
        expectNoEvidence("it is empty", "");
        expectNoEvidence("neither a text nor an archive nor a core", "\1\0\2\0zeros and worse\0");
        Files.createDirectory(file.resolveSibling("folder"));
        assertThat(console.run("analyze", folder + "/folder")).isEqualTo(2);
        assertThat(console.err()).contains("/folder: nothing known in it, of 0 files; name a folder with");
        assertThat(console.run("analyze", "")).isEqualTo(2);
        assertThat(console.err()).isEqualTo("nodethaw: no file has an empty name; name the evidence, or - for stdin\n");
    }

    @Test
    void anArchiveThatIsPackedTooOftenSaysSo() throws IOException {
        var file = folder.resolve("nested.tar");
        var inner = Packed.tar("a", "nothing");
        for (int i = 0; i < 10; i++) {
            inner = Packed.tar("in.tar", inner);
        }
        Files.write(file, inner);
        assertThat(console.run("analyze", file.toString())).isEqualTo(2);
        assertThat(console.err()).contains("of 1 file: packed more than ").hasLineCount(1);
    }

    @Test
    void filesOfAKnownFormatThatTellNothingSayWhatToTakeInstead() throws IOException {
        var file = folder.resolve("it");
        Files.writeString(file, "  PID  PPID STAT COMMAND\n");
        assertThat(console.run("analyze", file.toString())).isEqualTo(2);
        assertThat(console.err()).contains(file + ": a list without a process").hasLineCount(1);
    }

    @Test
    void dumpsInColourInUtf16AndOfRacesAreKnown() throws IOException {
        var dump = "goroutine 7 [chan receive, 12 minutes]:\nx.wait(0xc000010000)\n\t/src/a.go:10 +0x20\n";
        var race = """
                ==================
                WARNING: DATA RACE
                Write at 0x00c000100000 by goroutine 8:
                  x.(*T).set()
                      /src/r.go:10 +0x44

                ==================
                """;
        var file = folder.resolve("it");
        for (var bytes : List.of(
                ("\u001b[31m" + dump).getBytes(ISO_8859_1),
                ("\ufeff" + dump).getBytes(StandardCharsets.UTF_16LE),
                race.getBytes(ISO_8859_1))) {
            Files.write(file, bytes);
            console.run("analyze", file.toString());
            assertThat(console.out()).contains("(a goroutine dump)");
            assertThat(console.err()).isEmpty();
        }
    }

    @Test
    void stacksThatAreNoDumpAreNamed() throws IOException {
        expectNoEvidence(
                "it is frames of a goroutine profile (debug=1) whose beginning is missing",
                "#\t0xdd5fe5\tx.(*T).Recv+0x45\t/src/stream.go:736\n");
        expectNoEvidence("it is threads of a Java program", "Full thread dump OpenJDK\n");
    }

    @Test
    void aPackedFileThatIsCutOffCountsAsFarAsItGoes() throws IOException {
        var file = folder.resolve("it.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("goroutine 1 [running]:\nmain.main()\n\t/x/main.go:1 +0x1\n".getBytes(ISO_8859_1));
        }
        var bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        assertThat(console.run("analyze", "-o", "wide", file.toString())).isEqualTo(2);
        assertThat(console.err()).isEmpty();
        assertThat(console.out().replaceAll("\\s+", " ")).contains(file + ": its end is missing: cut off");
        Files.write(file, Arrays.copyOf(bytes, 12));
        assertThat(console.run("analyze", file.toString())).isEqualTo(2);
        assertThat(console.err()).contains("cut off; fetch it again").doesNotContain("permissions");
    }

    @Test
    void aNamedPipeIsRefusedAndNotWaitedFor() throws IOException, InterruptedException {
        var pipe = folder.resolve("pipe").toString();
        assertThat(new ProcessBuilder("mkfifo", pipe).start().waitFor()).isZero();
        for (var verb : List.of("analyze", "stacks")) {
            assertThat(console.run(verb, pipe)).isEqualTo(2);
            assertThat(console.err()).contains(pipe + ": cannot be read: it is a named pipe");
        }
    }

    @Test
    void deviceWithoutAnEndIsRefused() {
        assertThat(console.run("stacks", "/dev/zero")).isEqualTo(2);
        assertThat(console.err()).contains("/dev/zero: cannot be read: it is a device without an end");
    }

    @Test
    void looseFilesAreJudgedTogetherAndALookByItself() throws IOException {
        stall();
        var look = folder.resolve("e.json");
        console.run("--save-evidence", look.toString());
        var list = Files.writeString(folder.resolve("ps.txt"), "PID PPID S COMMAND\n1 0 S systemd\n");
        var dump = Files.writeString(
                folder.resolve("dump.txt"), "goroutine 1 [running]:\nmain.main()\n\t/src/x/main.go:1 +0x1\n");
        assertThat(console.run("analyze", list.toString(), look.toString(), dump.toString(), list.toString()))
                .isEqualTo(1);
        assertThat(console.out()).contains(look + ":\nSTALLED", "\n" + dump + ", " + list + ":\n");
        assertThat(console.out().replaceAll("\\s+", " "))
                .contains("judged from " + dump + " (a goroutine dump), " + list + " (a list of processes)");
    }

    @Test
    void aFolderIsReadWithAllThatIsKnownInItAndWithoutLinksOutOfIt() throws IOException {
        var bundle = Files.createDirectories(folder.resolve("bundle/sos_commands/process"));
        Files.writeString(bundle.resolve("ps"), "PID PPID S COMMAND\n1 0 S systemd\n");
        Files.write(bundle.resolve("core"), "\u007fELF\2\1".getBytes(ISO_8859_1));
        Files.writeString(folder.resolve("secret"), "PID PPID S COMMAND\n7 0 S outside\n");
        Files.createSymbolicLink(bundle.resolve("out"), folder.resolve("secret"));
        Files.createSymbolicLink(folder.resolve("bundle/ps"), bundle.resolve("ps"));
        assertThat(console.run("analyze", "-o", "wide", folder + "/bundle")).isZero();
        assertThat(console.err()).isEmpty();
        assertThat(console.out().replaceAll("\\s+", " "))
                .contains("judged from " + bundle + "/ps (a list of processes)")
                .contains("not used: " + bundle + "/out: a link out of the folder, not followed")
                .contains("not used: " + bundle + "/core: no evidence: it is a program or a core dump")
                .doesNotContain("outside");
    }

    @Test
    void anArchiveIsReadWithAllThatIsKnownInIt() throws IOException {
        var list = "PID PPID S COMMAND\n1 0 S systemd\n";
        var inner = Packed.zip("b/core", "\u007fELF\2\1", "b/notes", "nothing");
        var file = folder.resolve("bundle");
        Files.write(file, Packed.xz(Packed.tar("a/ps", list, "a/up", "-> ../../x", "a/in.zip", inner)));
        assertThat(console.run("analyze", "-o", "wide", file.toString())).isZero();
        assertThat(console.err()).isEmpty();
        assertThat(console.out().replaceAll("\\s+", " "))
                .contains("judged from " + file + "/a/ps (a list of processes)")
                .contains("not used: " + file + "/a/up: a link out of the archive, not followed")
                .contains("not used: " + file + "/a/in.zip/b/core: no evidence: it is a program or a core dump")
                .contains("not used: " + file + "/a/in.zip/b/notes: nothing known in it");
    }

    @Test
    void anArchiveThatIsCutOffCountsAsFarAsItGoes() throws IOException {
        var list = "PID PPID S COMMAND\n" + "1 0 S systemd\n".repeat(2_000);
        byte[] tar = Packed.tar("a", list, "b", list);
        var file = Files.write(folder.resolve("bundle.tar"), Arrays.copyOf(tar, tar.length * 2 / 3));
        assertThat(console.run("analyze", "-o", "wide", file.toString())).isEqualTo(2);
        assertThat(console.err()).isEmpty();
        assertThat(console.out().replaceAll("\\s+", " "))
                .contains("not used: " + file + ": what follows in it: cut off")
                .contains(file + "/b: its end is missing: cut off");
    }

    @Test
    void anArchiveOfNothingKnownSaysSo() throws IOException {
        var file = Files.write(folder.resolve("bundle.tar"), Packed.tar("a", "nothing", "b", ""));
        assertThat(console.run("analyze", file.toString())).isEqualTo(2);
        assertThat(console.err())
                .contains(file + ": nothing known in it, of 2 files")
                .hasLineCount(1);
        Files.write(file, Arrays.copyOf(Packed.gzip(Packed.tar("a", "nothing")), 20));
        assertThat(console.run("analyze", file.toString())).isEqualTo(2);
        assertThat(console.err())
                .contains(file + ": cannot be read: cut off; fetch it again")
                .hasLineCount(1);
    }

    @Test
    void aBundleOfManyFilesNamesTheirKinds() throws IOException {
        var bundle = Files.createDirectories(folder.resolve("bundle"));
        for (int i = 0; i < 15; i++) {
            Files.writeString(bundle.resolve("s" + i), "# cat /proc/" + (i + 7) + "/stack\n[<0>] ep_poll+0x1/0x2\n");
            Files.writeString(bundle.resolve("n" + i), "nothing");
        }
        assertThat(console.run("analyze", "-o", "wide", bundle.toString())).isZero();
        assertThat(console.out().replaceAll("\\s+", " "))
                .contains("judged from 15 files of " + bundle + ": kernel stacks (15 times)")
                .contains("not used: 15 files: nothing known in it (the first is " + bundle + "/n0)");
    }

    private void expectNoEvidence(String what, String content) throws IOException {
        var file = folder.resolve("it");
        Files.write(file, content.getBytes(ISO_8859_1));
        assertThat(console.run("analyze", file.toString())).as(what).isEqualTo(2);
        assertThat(console.err()).contains(file + ": no evidence: " + what).hasLineCount(1);
        try (var packed = new GZIPOutputStream(Files.newOutputStream(file))) {
            packed.write(content.getBytes(ISO_8859_1));
        }
        assertThat(console.run("analyze", file.toString())).as(what).isEqualTo(2);
        assertThat(console.err()).contains(file + ": no evidence: " + what);
    }

    @Test
    void evidenceThatTellsOfGoroutinesIsNoDump() throws IOException {
        var file = folder.resolve("e.json");
        console.run("--save-evidence", file.toString());
        var text = Files.readString(file).replaceFirst("\"tool\": \"[^\"]*\"", "\"tool\": \"goroutine 1 [running]:\"");
        Files.writeString(file, text);
        assertThat(console.run("analyze", file.toString())).isZero();
    }

    @Test
    void dryHealThatCannotSaveEndsAsSuch() {
        assertThat(console.run("heal", "--save-evidence", folder + "/missing/e.json"))
                .isEqualTo(70);
        assertThat(console.out()).startsWith("DRY");
    }
}
