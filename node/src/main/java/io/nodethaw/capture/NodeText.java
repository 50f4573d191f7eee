package io.nodethaw.capture;

import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Machine;
import io.nodethaw.evidence.Pressure;
import io.nodethaw.evidence.SystemRelease;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which node it is, and since when it runs. */
final class NodeText {
    private static final String NAME = "node.txt";

    private NodeText() {}

    static Optional<Attachment> of(Evidence evidence, Evidence besides, List<LeftOut> leftOut) {
        var machine = Missing.first(NAME, Machine.TYPE, "", List.of(evidence), leftOut);
        var release =
                Missing.first("the release in " + NAME, SystemRelease.TYPE, "", List.of(evidence, besides), leftOut);
        return machine.map(node -> {
            var text = new StringBuilder();
            node.hostName().ifPresent(name -> line(text, "host", name));
            release.flatMap(SystemRelease::name).ifPresent(name -> line(text, "release", name));
            line(text, "kernel", node.kernel() + " " + node.architecture());
            line(text, "boot", node.bootId());
            line(text, "up", Duration.ofSeconds((long) node.sinceBoot()).toString());
            line(text, "at", evidence.at().toString());
            line(text, "uid", Long.toString(node.uid()));
            evidence.seen(Pressure.TYPE).ifPresent(pressure -> line(text, "pressure", told(pressure)));
            return Attachment.of(NAME, "uname, /proc/uptime, /proc/pressure, /etc/os-release", text.toString());
        });
    }

    private static String told(Pressure pressure) {
        return String.format(
                Locale.ROOT,
                "cpu some %.2f, memory some %.2f full %.2f, io some %.2f full %.2f",
                pressure.cpuSome(),
                pressure.memorySome(),
                pressure.memoryFull(),
                pressure.ioSome(),
                pressure.ioFull());
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name).append('\t').append(value).append('\n');
    }
}
