package io.nodethaw;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;

/**
 * What users get, in target/dist: it is complete, made from one source, and contains nothing of the build. lab/install installs
 * it.
 */
class DistributionIT {

    private static final Path MODULE =
            Path.of(System.getProperty("basedir", ".")).toAbsolutePath().normalize();
    private static final Path DIST = MODULE.resolve("target/dist");

    @Test
    void theArchiveHasAllThatAUserNeeds() throws IOException {
        assertThat(tree())
                .isDirectoryContaining("glob:**/bin")
                .isDirectoryContaining("glob:**/lib")
                .isDirectoryContaining("glob:**/share");
        for (var file : List.of(
                "bin/nodethaw",
                "lib/nodethaw/runtime/bin/java",
                "lib/nodethaw/runtime/legal/java.base/LICENSE",
                "share/bash-completion/completions/nodethaw",
                "share/zsh/site-functions/_nodethaw",
                "share/fish/vendor_completions.d/nodethaw.fish",
                "share/doc/nodethaw/LICENSE",
                "share/doc/nodethaw/NOTICE",
                "share/doc/nodethaw/SECURITY.md",
                "share/doc/nodethaw/docs/install.md",
                "share/doc/nodethaw/java-runtime.txt")) {
            assertThat(tree().resolve(file)).isNotEmptyFile();
        }
        assertThat(tree().resolve("share/man/man1/nodethaw.1"))
                .hasSameTextualContentAs(MODULE.resolve("../docs/nodethaw.1"));
    }

    @Test
    void nothingOfTheBuildIsInIt() throws IOException {
        try (var files = Files.walk(tree())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .doesNotContain("built", "complete", "nodethaw-stamp", "keytool", "classlist", "training")
                    .noneMatch(name -> name.endsWith(".log") || name.endsWith(".new"));
        }
    }

    /** A file of a library without a licence in NOTICE would be given away without one. */
    @Test
    void noticeNamesEachLibrary() throws IOException {
        var notice = Files.readString(MODULE.resolve("../NOTICE"));
        try (var libraries = Files.list(MODULE.resolve("target/libraries"))) {
            for (var library : libraries.toList()) {
                var name = library.getFileName().toString().replaceFirst("-[0-9].*", "");
                assertThat(notice).containsIgnoringCase("\n" + name + ",");
            }
        }
    }

    @Test
    void linksOfItsDocumentsLeadToFiles() throws IOException {
        var link = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");
        var documents = tree().resolve("share/doc/nodethaw");
        try (var files = Files.walk(documents)) {
            for (var file :
                    files.filter(each -> each.toString().endsWith(".md")).toList()) {
                var links = link.matcher(Files.readString(file)).results().map(found -> found.group(1));
                assertThat(links)
                        .as(documents.relativize(file).toString())
                        .allSatisfy(target ->
                                assertThat(file.resolveSibling(target)).exists());
            }
        }
    }

    @Test
    void theBillOfMaterialsHasLibrariesAndJava() throws IOException {
        var bom = JsonParser.parseString(Files.readString(one(".cdx.json"))).getAsJsonObject();
        assertThat(bom.get("bomFormat").getAsString()).isEqualTo("CycloneDX");
        var components = bom.getAsJsonArray("components").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .toList();
        assertThat(components)
                .extracting(each -> text(each, "name"))
                .containsExactlyInAnyOrder(
                        "gson",
                        "commons-codec",
                        "commons-compress",
                        "commons-io",
                        "commons-lang3",
                        "xz",
                        "snakeyaml-engine",
                        "openjdk");
        assertThat(components).allSatisfy(each -> {
            assertThat(each.getAsJsonArray("licenses")).isNotEmpty();
            assertThat(each.getAsJsonArray("hashes")).isNotEmpty();
        });
        assertThat(components)
                .extracting(each -> text(each, "version"))
                .contains(Runtime.version().toString());
    }

    @Test
    void sumsAreThoseOfTheFiles() throws IOException, GeneralSecurityException {
        var lines = Files.readAllLines(DIST.resolve("SHA256SUMS"));
        assertThat(lines).hasSize(7);
        for (var line : lines) {
            var file = DIST.resolve(line.substring(66));
            var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            assertThat(line).startsWith(HexFormat.of().formatHex(digest) + "  ");
        }
        assertThat(lines)
                .extracting(line -> line.substring(66))
                .contains(
                        one(".deb").getFileName().toString(),
                        one(".rpm").getFileName().toString());
    }

    /** Each blob is what its name says, and each that is named is there; nothing of it comes from the machine that built it but libraries. */
    @Test
    void theContainerImageIsWholeAndAsOldAsItsSource() throws IOException, GeneralSecurityException {
        var layout = DIST.resolve("oci/layout");
        var blobs = layout.resolve("blobs/sha256");
        var index = JsonParser.parseString(Files.readString(layout.resolve("index.json")))
                .getAsJsonObject();
        var manifest = digest(index.getAsJsonArray("manifests").get(0).getAsJsonObject());
        var image = JsonParser.parseString(Files.readString(blobs.resolve(manifest)))
                .getAsJsonObject();
        var named = new TreeSet<String>(List.of(manifest, digest(image.getAsJsonObject("config"))));
        image.getAsJsonArray("layers").forEach(layer -> named.add(digest(layer.getAsJsonObject())));
        try (var files = Files.list(blobs)) {
            for (var file : files.toList()) {
                var name = file.getFileName().toString();
                assertThat(named.remove(name)).as(name).isTrue();
                var sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                assertThat(HexFormat.of().formatHex(sum)).isEqualTo(name);
            }
        }
        assertThat(named).isEmpty();
        for (var layer : image.getAsJsonArray("layers")) {
            try (var tar = new TarArchiveInputStream(
                    new GZIPInputStream(Files.newInputStream(blobs.resolve(digest(layer.getAsJsonObject())))))) {
                for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    assertThat(entry.getLastModifiedTime().toInstant())
                            .isEqualTo(Instant.parse("2025-09-16T00:00:00Z"));
                    assertThat(entry.getLongUserId()).isZero();
                    assertThat(entry.getName()).doesNotEndWith("/sh").doesNotContain("nodethaw-stamp");
                }
            }
        }
    }

    private static String digest(JsonObject descriptor) {
        return text(descriptor, "digest").substring("sha256:".length());
    }

    private static String text(JsonObject component, String name) {
        return component.get(name).getAsString();
    }

    private static Path tree() throws IOException {
        try (var folders = Files.list(DIST.resolve("tree"))) {
            return folders.findFirst().orElseThrow();
        }
    }

    private static Path one(String ending) throws IOException {
        try (Stream<Path> files = Files.list(DIST)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
