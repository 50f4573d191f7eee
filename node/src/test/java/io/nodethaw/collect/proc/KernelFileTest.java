package io.nodethaw.collect.proc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelFileTest {
    @TempDir
    Path folder;

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("file"), text, ISO_8859_1).toString();
    }

    private static String text(Scan scan) {
        return scan.text(0, scan.length());
    }

    @Test
    void filePastTheFirstBufferIsReadWhole() throws IOException {
        var digits = "12345678".repeat(1000);
        assertThat(text(new KernelFile(16).readOnePiece(file(digits)))).isEqualTo(digits);
        assertThat(text(new KernelFile(8000).readOnePiece(file(digits)))).isEqualTo(digits);
        assertThat(text(new KernelFile(8001).readOnePiece(file(digits)))).isEqualTo(digits);
        assertThat(text(new KernelFile(16).readOnePiece(file("")))).isEmpty();
    }

    @Test
    void runsOfBlanksAreReadAsOneWhereverTheyLie() throws IOException {
        for (int before : new int[] {0, 1, 4095, 65_534, 65_535, 65_536, 65_537}) {
            for (int blanks : new int[] {0, 1, 2, 4095, 4096, 4097, 65_535, 65_536, 140_000}) {
                var text = "x".repeat(before) + " ".repeat(blanks) + "a  b\n   c " + " ".repeat(blanks);
                assertThat(text(new KernelFile(64).readSqueezed(file(text))))
                        .as("%d before %d blanks", before, blanks)
                        .isEqualTo(text.replaceAll(" +", " "));
            }
        }
    }
}
