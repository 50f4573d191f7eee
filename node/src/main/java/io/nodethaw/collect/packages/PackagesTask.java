package io.nodethaw.collect.packages;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.child.ReaderTask;
import io.nodethaw.evidence.InstalledPackages;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads which of some packages are installed: from the status file of dpkg, else by asking rpm. */
final class PackagesTask implements ReaderTask {
    /** Characters of the status file that are read: that of 3,000 packages has 4 million. */
    private static final long LONGEST = 64L << 20;

    private final Host host;

    PackagesTask(Host host) {
        this.host = host;
    }

    /** Arguments: the names of the packages. */
    @Override
    public byte[] read(List<String> names) throws IOException {
        var status = host.file("/var/lib/dpkg/status");
        if (Files.isRegularFile(status)) {
            try (var text = new InputStreamReader(Files.newInputStream(status), UTF_8)) {
                var found = ofStatus(text, Set.copyOf(names));
                if (!found.isEmpty()) { // dpkg can be there as a tool where rpm manages the packages
                    return write(new InstalledPackages("dpkg", found));
                }
            }
        }
        return write(new InstalledPackages("rpm", askRpm(names)));
    }

    private List<InstalledPackages.Entry> askRpm(List<String> names) throws IOException {
        var rpm = Inquiry.find(
                        List.of(
                                host.file("/usr/bin").toFile(),
                                host.file("/bin").toFile()),
                        "rpm")
                .orElseThrow(() -> new NotAskedException("neither dpkg nor rpm knows them"));
        var command = new ArrayList<>(List.of(
                rpm.getPath(), "--query", "--queryformat", "%{NAME} %|EPOCH?{%{EPOCH}:}|%{VERSION}-%{RELEASE}\\n"));
        command.addAll(names);
        return ofRpm(Inquiry.ask(command));
    }

    /** Paragraphs of "Name: value" lines (deb822(5)); only lines of interest are kept. */
    static List<InstalledPackages.Entry> ofStatus(Reader text, Set<String> names) throws IOException {
        var found = new ArrayList<InstalledPackages.Entry>();
        var lines = new BufferedReader(text);
        var name = "";
        var version = "";
        boolean installed = false;
        long left = LONGEST;
        for (var line = lines.readLine(); line != null && left > 0; line = lines.readLine()) {
            left -= line.length();
            if (line.startsWith("Package: ")) {
                name = line.substring("Package: ".length()).strip();
                version = "";
                installed = false;
            } else if (line.startsWith("Status: ")) {
                installed = line.endsWith(" installed"); // "install ok installed", also "hold ok installed"
            } else if (line.startsWith("Version: ")) {
                version = line.substring("Version: ".length()).strip();
            } else if (line.isEmpty()) {
                add(found, names, name, installed ? version : "");
                name = "";
            }
        }
        add(found, names, name, installed ? version : "");
        return found;
    }

    private static void add(List<InstalledPackages.Entry> found, Set<String> names, String name, String version) {
        if (names.contains(name) && !version.isEmpty()) {
            found.add(new InstalledPackages.Entry(name, version));
        }
    }

    /** Lines of name and version; of a package that is not installed it says so, in more words. */
    static List<InstalledPackages.Entry> ofRpm(String text) {
        return text.lines()
                .map(line -> line.split(" "))
                .filter(words -> words.length == 2 && words[1].contains("-"))
                .map(words -> new InstalledPackages.Entry(words[0], words[1]))
                .toList();
    }

    static byte[] write(InstalledPackages installed) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeUTF(installed.manager());
            out.writeShort(installed.packages().size());
            for (var entry : installed.packages()) {
                out.writeUTF(entry.name());
                out.writeUTF(entry.version());
            }
        }
        return bytes.toByteArray();
    }

    static InstalledPackages decode(byte[] answer) throws IOException {
        try (var in = new DataInputStream(new ByteArrayInputStream(answer))) {
            var manager = in.readUTF();
            var packages = new ArrayList<InstalledPackages.Entry>();
            for (int left = in.readUnsignedShort(); left > 0; left--) {
                packages.add(new InstalledPackages.Entry(in.readUTF(), in.readUTF()));
            }
            return new InstalledPackages(manager, packages);
        }
    }
}
