package io.nodethaw;

import io.nodethaw.cli.Judged;
import io.nodethaw.collect.Host;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.EvidenceJson;
import io.nodethaw.format.FileFormat;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Every recorded incident is judged as it was. */
class CorpusTest extends CorpusCases {
    private final Program program = new Program(new Host(Path.of("/nowhere"), InstantSource.fixed(Instant.EPOCH)));

    CorpusTest() {
        super(Golden.repository("corpus"));
    }

    @Override
    protected EvidenceJson codec() {
        return program.codec();
    }

    @Override
    protected List<FileFormat> formats() {
        return program.formats();
    }

    @Override
    protected Judged judge(Evidence evidence) {
        return program.judge(evidence);
    }
}
