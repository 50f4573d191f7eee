package io.nodethaw.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnpackingTest {
    private static final Bounds SMALL = new Bounds(1 << 22, 10, 100_000, 4, 3);

    private final Map<String, String> files = new LinkedHashMap<>();
    private final List<String> said = new ArrayList<>();

    private final Visitor visitor = new Visitor() {
        @Override
        public void file(String name, Content content) {
            var out = new ByteArrayOutputStream();
            byte[] part = new byte[100];
            for (int read = content.read(part, 0, 100); read >= 0; read = content.read(part, 0, 100)) {
                out.write(part, 0, read);
            }
            files.put(name, out.toString(UTF_8));
            content.broken().ifPresent(why -> said.add(name + " ends: " + Unpacking.why(why)));
        }

        @Override
        public void leftOut(String name, String why) {
            said.add(name + ": " + why);
        }

        @Override
        public void broken(String archive, String why) {
            said.add(archive + " breaks off: " + why);
        }
    };

    private void walk(byte[] bytes) throws IOException {
        walk(bytes, Bounds.USUAL);
    }

    private void walk(byte[] bytes, Bounds bounds) throws IOException {
        Unpacking.walk("it", new ByteArrayInputStream(bytes), bounds, visitor);
    }

    private static byte[] text(String text) {
        return text.getBytes(UTF_8);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new java.util.Random(7).nextBytes(bytes);
        return bytes;
    }

    @Test
    void aFileThatIsNotPackedIsShownAsItIs() throws IOException {
        walk(text("plain"));
        walk(text(""));
        assertThat(files).containsEntry("it", "");
        assertThat(said).isEmpty();
    }

    @Test
    void eachPackingIsToldByItsContent() throws IOException {
        for (var packed : List.of(
                Packed.gzip(text("abc")), Packed.bzip2(text("abc")), Packed.xz(text("abc")), Packed.lz4(text("abc")))) {
            files.clear();
            walk(packed);
            assertThat(files).isEqualTo(Map.of("it", "abc"));
        }
        assertThat(said).isEmpty();
    }

    @Test
    void archivesMayLieInEachOther() throws IOException {
        var inner = Packed.xz(Packed.tar("./deep/", "", "./deep/ps", "list", "x.gz", Packed.gzip(text("zipped"))));
        walk(Packed.gzip(Packed.tar("a", "1", "logs.zip", Packed.zip("b", "2", "inner.tar.xz", inner))));
        assertThat(files)
                .containsExactly(
                        Map.entry("it/a", "1"),
                        Map.entry("it/logs.zip/b", "2"),
                        Map.entry("it/logs.zip/inner.tar.xz/deep/ps", "list"),
                        Map.entry("it/logs.zip/inner.tar.xz/x.gz", "zipped"));
        assertThat(said).isEmpty();
    }

    @Test
    void gzipWithSeveralMembersIsReadToItsEnd() throws IOException {
        var both = new ByteArrayOutputStream();
        both.writeBytes(Packed.gzip(text("one ")));
        both.writeBytes(Packed.gzip(text("two")));
        walk(both.toByteArray());
        assertThat(files).containsEntry("it", "one two");
    }

    @Test
    void namesAndLinksThatLeadOutAreLeftOut() throws IOException {
        walk(Packed.tar(
                "../../etc/passwd", "root",
                "a/../../b", "out",
                "a/../b", "in",
                "far", "-> /etc/shadow",
                "up", "-> ../x",
                "near", "-> a/b"));
        assertThat(files).containsOnly(Map.entry("it/b", "in"));
        assertThat(said)
                .containsExactly(
                        "it/../../etc/passwd: its name leads out of the archive",
                        "it/a/../../b: its name leads out of the archive",
                        "it/up: a link out of the archive, not followed");
    }

    @Test
    void whatCameBeforeACutIsKept() throws IOException {
        var packed = Packed.gzip(Packed.tar("a", "first", "b", random(200_000), "c", "last"));
        walk(Arrays.copyOf(packed, packed.length / 2));
        assertThat(files).containsOnlyKeys("it/a", "it/b").containsEntry("it/a", "first");
        assertThat(said).containsExactly("it/b ends: cut off", "it breaks off: cut off");
    }

    @Test
    void aFileThatIsCutInItsHeadKeepsThatMuch() throws IOException {
        var packed = Packed.gzip(random(400));
        walk(Arrays.copyOf(packed, packed.length - 30));
        assertThat(files.get("it")).isNotEmpty();
        assertThat(said).containsExactly("it ends: cut off");
    }

    @Test
    void damageInOneFileLeavesTheOthers() throws IOException {
        byte[] broken = Packed.bzip2(text("abc"));
        broken[12] ^= 0x55;
        walk(Packed.tar("a", "1", "b.bz2", broken, "c", "3"));
        assertThat(files).containsEntry("it/a", "1").containsEntry("it/c", "3");
        assertThat(said).hasSize(1).first().asString().startsWith("it/b.bz2");
    }

    @Test
    void damageOfTheWholeIsAnError() {
        assertThatThrownBy(() -> walk(text("BZh9 no"))).isInstanceOf(IOException.class);
        assertThatCode(() -> walk(text("\u001f"))).doesNotThrowAnyException();
    }

    @Test
    void whatUnfoldsBeyondMeasureEndsThere() throws IOException {
        walk(Packed.gzip(new byte[500_000]), SMALL);
        assertThat(files)
                .hasEntrySatisfying("it", text -> assertThat(text.length()).isBetween(50_000, 180_000));
        assertThat(said).singleElement().asString().contains("unfolds to more than 10 times its size");
    }

    @Test
    void aBombInAnArchiveEndsIt() throws IOException {
        walk(Packed.zip("a", "1", "bomb", new byte[500_000], "c", "3"), SMALL);
        assertThat(files).containsEntry("it/a", "1").doesNotContainKey("it/c");
        assertThat(said).last().asString().startsWith("it breaks off: unfolds to more than 10 times its size");
    }

    @Test
    void aBombOfManyPackingsIsCountedAsOne() throws IOException {
        walk(Packed.gzip(Packed.gzip(Packed.gzip(new byte[2_000_000]))), SMALL);
        assertThat(said).singleElement().asString().contains("unfolds to more than");
    }

    @Test
    void filesAndPackingsAreLimited() throws IOException {
        walk(Packed.tar("a", "1", "b", "2", "c", "3", "d", "4", "e", "5"), SMALL);
        assertThat(files).hasSize(4);
        assertThat(said).containsExactly("it breaks off: only its first 4 files are looked at");
        assertThatThrownBy(() -> walk(Packed.gzip(Packed.gzip(Packed.gzip(Packed.gzip(text("x"))))), SMALL))
                .hasMessage("packed more than 3 times");
    }

    @Test
    void anOldTarWithoutMagicIsOne() throws IOException {
        byte[] tar = Packed.tar("name", "text");
        Arrays.fill(tar, 257, 265, (byte) 0);
        int sum = 0;
        Arrays.fill(tar, 148, 156, (byte) ' ');
        for (int i = 0; i < 512; i++) {
            sum += tar[i] & 0xff;
        }
        System.arraycopy(text(String.format("%06o\0 ", sum)), 0, tar, 148, 8);
        walk(tar);
        assertThat(files).containsEntry("it/name", "text");
    }

    @Test
    void anEncryptedZipSaysSo() throws IOException {
        byte[] zip = Packed.zip("a", "1");
        zip[6] |= 1; // general purpose bit 0 (APPNOTE.TXT, 4.4.4)
        walk(zip);
        assertThat(said).first().isEqualTo("it/a: encrypted");
    }

    @Test
    void anEmptyZipIsAnArchiveWithoutFiles() throws IOException {
        walk(Packed.zip());
        assertThat(files).isEmpty();
    }
}
