package io.nodethaw;

import io.nodethaw.cli.Healer;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.child.ReaderChild;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.OpenCures;
import io.nodethaw.heal.Case;
import io.nodethaw.heal.DockerCanary;
import io.nodethaw.heal.EvidenceStore;
import io.nodethaw.heal.HealResult;
import io.nodethaw.heal.Records;
import io.nodethaw.heal.SandboxCanary;
import io.nodethaw.heal.ScopeCanary;
import io.nodethaw.hop.Addresses;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Heals this node with the looks and verdicts of the program. Records and evidence go to /run, which a reboot clears. */
final class NodeHealer implements Healer {
    /** For root alone, and cleared by a reboot. */
    static final Path FOLDER = Path.of("/run/nodethaw");

    /** What was done and what came of it. */
    static final Path RECORDS = FOLDER.resolve("heal");

    private final Program program;
    private final io.nodethaw.heal.Healer healer;

    NodeHealer(Program program, Host host) {
        long uid = OurUser.id();
        var command = OurProgram.command(Main.READER);
        var runtimes = Stream.concat(Addresses.CONTAINERD.stream(), Addresses.CRI.stream())
                .toList();
        this.program = program;
        this.healer = io.nodethaw.heal.Healer.of(
                host,
                uid,
                () -> new ReaderChild(command, host),
                new Records(RECORDS),
                new EvidenceStore(FOLDER, program.codec(), Build.current().toString()),
                List.of(
                        new ScopeCanary(host, uid, command),
                        new DockerCanary(host, Addresses.DOCKER.getFirst()),
                        new SandboxCanary(host, runtimes)));
    }

    @Override
    public HealResult heal(Evidence before, Duration limit, boolean yes, Consumer<String> says) {
        Supplier<Case> look = () -> judge(program.freshLook(limit));
        return healer.heal(judge(before), look, yes, says);
    }

    /** By what the node shows alone: what an earlier cure has left unproven is what we are here for. */
    private Case judge(Evidence seen) {
        var evidence = seen.without(OpenCures.TYPE);
        var judged = program.judge(evidence);
        return new Case(evidence, judged.graph(), judged.verdict());
    }
}
