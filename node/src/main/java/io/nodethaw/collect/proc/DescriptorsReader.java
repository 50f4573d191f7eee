package io.nodethaw.collect.proc;

import io.nodethaw.collect.Host;
import io.nodethaw.evidence.Descriptors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;

/** Reads the links of open files as text. A link is never followed: what it leads to may hang (a sick mount, a fifo). */
final class DescriptorsReader {
    private DescriptorsReader() {}

    static Descriptors read(Host host, int pid) throws IOException {
        var folder = host.proc(pid, "fd");
        var open = new ArrayList<Descriptors.Descriptor>();
        int[] numbers = Numbers.in(folder.toString());
        Arrays.sort(numbers);
        for (int number : numbers) {
            try {
                open.add(new Descriptors.Descriptor(number, link(folder.resolve(Integer.toString(number)))));
            } catch (NoSuchFileException closed) {
                // since the folder was listed
            } catch (IOException e) {
                throw KernelFile.explainOpen(folder + "/" + number, e);
            }
        }
        return new Descriptors(pid, open, workingDirectory(host, pid));
    }

    private static String workingDirectory(Host host, int pid) {
        try {
            return link(host.proc(pid, "cwd"));
        } catch (IOException e) {
            return "";
        }
    }

    private static String link(Path path) throws IOException {
        return Files.readSymbolicLink(path).toString();
    }
}
