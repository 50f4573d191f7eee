package io.nodethaw.collect.proc;

import io.nodethaw.collect.Host;
import io.nodethaw.evidence.Pressure;
import java.io.IOException;

/** Reads {@code /proc/pressure} (Documentation/accounting/psi.rst), which Linux has from 4.20 on; it may be switched off. */
final class PressureReader {
    private PressureReader() {}

    static Pressure read(Host host) throws IOException {
        var file = new KernelFile(512);
        var folder = host.file("/proc/pressure").toString();
        double cpu = average("some", file.read(folder + "/cpu"));
        double memorySome = average("some", file.read(folder + "/memory"));
        double memoryFull = average("full", file.read(folder + "/memory"));
        double ioSome = average("some", file.read(folder + "/io"));
        return new Pressure(cpu, memorySome, memoryFull, ioSome, average("full", file.read(folder + "/io")));
    }

    /** The avg10 of the line that begins with this word. */
    static double average(String line, Scan scan) throws MalformedTextException {
        do {
            if (scan.skip(line) && scan.skip("avg10=")) {
                return scan.decimal();
            }
        } while (scan.nextLine());
        throw scan.expected("a line '" + line + " avg10=' before");
    }
}
