package io.nodethaw.lab;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What users get, installed as README.md says, in fresh root file systems of Debian 12 and 13. */
class InstallLabTest {

    /** Half a minute, and another one or two where the root file systems are made first. */
    private static final Duration LIMIT = Duration.ofMinutes(6);

    @Test
    void itIsInstalledUpgradedAndPurgedAndRunsFromAnywhere() throws IOException, InterruptedException {
        LabProgram.run(LIMIT, List.of(LabProgram.file("install").toString()));
    }
}
