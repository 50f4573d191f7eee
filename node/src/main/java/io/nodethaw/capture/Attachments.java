package io.nodethaw.capture;

import io.nodethaw.dump.DumpedGoroutine;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.GoroutineDump;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What people like to read beside the evidence, all of it made from readings. The most telling come first. */
final class Attachments {
    private static final String GOROUTINES = "goroutines/";

    private final Evidence evidence;
    private final List<Attachment> made = new ArrayList<>();
    private final List<LeftOut> leftOut;

    private Attachments(Evidence evidence, List<LeftOut> leftOut) {
        this.evidence = evidence;
        this.leftOut = leftOut;
    }

    /**
     * All of them.
     *
     * @param besides what was read only for them
     * @param leftOut gets what could not be read, and why
     */
    static List<Attachment> of(Evidence evidence, Evidence besides, List<LeftOut> leftOut) {
        var all = new Attachments(evidence, leftOut);
        all.add(NodeText.of(evidence, besides, leftOut));
        all.add(KernelLogText.of(evidence, besides, leftOut));
        all.add(JournalText.of(evidence, leftOut));
        all.add(PodsText.of(evidence, leftOut));
        all.add(BusText.of(evidence, leftOut));
        all.add(MountsText.of(evidence, besides, leftOut));
        all.add(VersionsText.of(evidence, leftOut));
        all.goroutines();
        return all.made;
    }

    private void add(Optional<Attachment> attachment) {
        attachment.ifPresent(made::add);
    }

    /** As the runtime of Go prints them, so that any tool for dumps can read them. */
    private void goroutines() {
        evidence.readings(Goroutines.TYPE).forEach((instance, reading) -> {
            var name = GOROUTINES + program(instance) + ".txt";
            var seen = evidence.seen(Goroutines.TYPE, instance);
            if (seen.isPresent()) {
                made.add(new Attachment(
                        name,
                        "goroutines of " + instance + ", from its " + seen.get().source(),
                        out -> {
                            for (var goroutine : seen.get().goroutines()) {
                                out.write(DumpedGoroutine.of(goroutine).print());
                                out.write('\n');
                            }
                        }));
            } else {
                leftOut.add(new LeftOut(name, Missing.why(reading)));
            }
        });
        evidence.readings(GoroutineDump.TYPE).forEach((instance, reading) -> {
            if (reading instanceof Reading.Seen<GoroutineDump>(var dump)) {
                made.add(Attachment.of(GOROUTINES + program(instance) + "-dump.txt", dump.from(), dump.text()));
            }
        });
    }

    /** "containerd-129". */
    private String program(String instance) {
        var comm = evidence.seen(ProcessTable.TYPE).stream()
                .flatMap(table -> table.processes().stream())
                .filter(process -> Integer.toString(process.pid()).equals(instance))
                .map(ProcessTable.Entry::comm)
                .findFirst()
                .orElse("process");
        return comm.replaceAll("[^A-Za-z0-9._-]", "-") + "-" + instance.replaceAll("[^0-9-]", "");
    }
}
