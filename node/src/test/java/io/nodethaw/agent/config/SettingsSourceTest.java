package io.nodethaw.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.agent.Settings;
import io.nodethaw.agent.config.SettingsSource.Read;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsSourceTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("agent.yaml");
    }

    private Read read(boolean needed) {
        return new SettingsSource(file, needed, Given.NOTHING, Set::of).read();
    }

    private String problem() {
        return read(true) instanceof Read.Bad(var problems)
                ? problems.getFirst().what()
                : "none";
    }

    @Test
    void aFileThatIsNotThereIsAMistakeOnlyWhereItWasNamed() {
        assertThat(read(false)).isEqualTo(new Read.Good(Given.NOTHING.settings()));
        assertThat(problem()).isEqualTo("there is no such file");
    }

    @Test
    void eachReadingIsANewOne() throws IOException {
        Files.writeString(file, "every: 20s\n");
        assertThat(read(true))
                .isInstanceOfSatisfying(
                        Read.Good.class,
                        good -> assertThat(good.settings().every()).hasSeconds(20));
        Files.writeString(file, "every: 20\n");
        assertThat(problem()).startsWith("every: '20' is wrong");
        Files.writeString(file, "");
        assertThat(read(true))
                .isInstanceOfSatisfying(
                        Read.Good.class,
                        good -> assertThat(good.settings().every()).isEqualTo(Settings.USUAL.every()));
    }

    @Test
    void whatCannotBeSettingsIsRefused() throws IOException {
        Files.write(file, new byte[] {'a', (byte) 0xff});
        assertThat(problem()).isEqualTo("it is no text in UTF-8");
        Files.write(file, new byte[100 << 10]);
        assertThat(problem()).contains("more than 64 KiB");
        Files.writeString(file, "every: 20s\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThat(problem()).contains("everybody may write it");
        Files.delete(file);
        Files.createDirectory(file);
        assertThat(problem()).contains("it cannot be read");
    }
}
