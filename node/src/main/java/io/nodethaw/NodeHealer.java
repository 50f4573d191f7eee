package io.nodethaw;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.child.ReaderChild;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.OpenCures;
import io.nodethaw.heal.CanaryRun;
import io.nodethaw.heal.Engine;
import io.nodethaw.heal.EvidenceStore;
import io.nodethaw.heal.HealResult;
import io.nodethaw.heal.Records;
import io.nodethaw.heal.Selection;
import io.nodethaw.hop.HealingParts;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.NodeAccess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Heals this node with the looks and verdicts of the program. Records and evidence go to /run, which a reboot clears. */
final class NodeHealer {
    /** For root alone, and cleared by a reboot. */
    static final Path FOLDER = Path.of("/run/nodethaw");

    /** What was done and what came of it. */
    static final Path RECORDS = FOLDER.resolve("heal");

    private final Program program;
    private final HealingParts healing;
    private final Engine engine;
    private final CanaryRun canaries;

    NodeHealer(Program program, Host host) {
        var command = OurProgram.reader(Program.READER_HEAP);
        this.program = program;
        this.healing = new HealingParts(Main.chain(host).hops());
        var access = new NodeAccess(host, OurUser.id(), command, () -> new ReaderChild(command, host));
        this.canaries = new CanaryRun(access, healing.means().canaries(), new Records(RECORDS));
        this.engine = Engine.of(
                access,
                healing.means(),
                new Records(RECORDS),
                new EvidenceStore(FOLDER, program.codec(), Build.current().toString()));
    }

    /** The canaries of all hops. */
    CanaryRun canaries() {
        return canaries;
    }

    /** Chooses a cure, and applies it when told to: see {@link io.nodethaw.cli.Tools#heal}. */
    HealResult heal(Evidence before, Duration limit, boolean yes, Selection selection, Consumer<String> says) {
        Supplier<Diagnosis> look = () -> judge(program.freshLook(limit));
        return engine.heal(judge(before), look, yes, selection, says);
    }

    /**
     * Judges by what the node itself shows, without the finding that an earlier cure is unproven: proving it is what healing is
     * for.
     */
    private Diagnosis judge(Evidence seen) {
        var evidence = seen.without(OpenCures.TYPE);
        var judged = program.judge(evidence);
        return healing.diagnosis(judged.view(), judged.graph(), judged.verdict());
    }
}
