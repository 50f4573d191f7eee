import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.packager.rpm.FileFlags;
import org.eclipse.packager.rpm.RpmTag;
import org.eclipse.packager.rpm.RpmVersion;
import org.eclipse.packager.rpm.build.BuilderContext;
import org.eclipse.packager.rpm.build.BuilderOptions;
import org.eclipse.packager.rpm.build.DigestAlgorithm;
import org.eclipse.packager.rpm.build.FileInformation;
import org.eclipse.packager.rpm.build.RpmBuilder;
import org.eclipse.packager.rpm.deps.RpmDependencyFlags;

/**
 * {@code java -cp LIBRARIES Rpm.java ROOT SCRIPTS SPEC VERSION ARCH TIME RPM}: makes of the folder ROOT the package RPM, on any machine and
 * without rpm. SPEC has lines "Name: value" and a description below %description; SCRIPTS has post, preun and postun. Folders that other
 * packages have too stay theirs.
 */
final class Rpm {
    /** Folders of the package filesystem of Fedora and Red Hat, and of those that own what they are for: not ours to remove. */
    private static final Set<String> OTHERS = Set.of(
            "etc",
            "etc/default",
            "usr",
            "usr/bin",
            "usr/lib",
            "usr/lib/systemd",
            "usr/lib/systemd/system",
            "usr/share",
            "usr/share/bash-completion",
            "usr/share/bash-completion/completions",
            "usr/share/doc",
            "usr/share/fish",
            "usr/share/fish/vendor_completions.d",
            "usr/share/licenses",
            "usr/share/man",
            "usr/share/man/man1",
            "usr/share/zsh",
            "usr/share/zsh/site-functions");

    private static final int PERMISSIONS = 0777;

    public static void main(String[] args) throws IOException {
        var root = Path.of(args[0]);
        var scripts = Path.of(args[1]);
        var spec = Files.readString(Path.of(args[2]));
        var time = Instant.parse(args[5]);
        var options = new BuilderOptions();
        options.setFileDigestAlgorithm(DigestAlgorithm.SHA256);
        var version = new RpmVersion(null, args[3], "1");
        try (var builder = new RpmBuilder("nodethaw", version, args[4], Path.of(args[6]), options)) {
            describe(builder, spec);
            builder.setHeaderCustomizer(header -> header.putInt(RpmTag.BUILDTIME, (int) time.getEpochSecond()));
            // rpm's own way to name a version of the C library, as its find-requires writes it
            builder.addRequirement("libc.so.6(GLIBC_" + fields(spec).get("Glibc") + ")(64bit)", "");
            builder.addRequirement(
                    "/bin/sh",
                    "",
                    RpmDependencyFlags.SCRIPT_POST,
                    RpmDependencyFlags.SCRIPT_PREUN,
                    RpmDependencyFlags.SCRIPT_POSTUN);
            builder.setPostInstallationScript("/bin/sh", Files.readString(scripts.resolve("post")));
            builder.setPreRemoveScript("/bin/sh", Files.readString(scripts.resolve("preun")));
            builder.setPostRemoveScript("/bin/sh", Files.readString(scripts.resolve("postun")));
            add(builder.newContext(), root);
            builder.build();
        }
    }

    private static Map<String, String> fields(String spec) {
        var fields = new HashMap<String, String>();
        spec.lines()
                .takeWhile(line -> !line.startsWith("%"))
                .filter(line -> line.contains(": "))
                .forEach(line -> {
                    var parts = line.split(": +", 2);
                    fields.put(parts[0], parts[1]);
                });
        return fields;
    }

    private static void describe(RpmBuilder builder, String spec) {
        var fields = fields(spec);
        var about = builder.getInformation();
        about.setSummary(fields.get("Summary"));
        about.setLicense(fields.get("License"));
        about.setGroup(fields.get("Group"));
        about.setPackager(fields.get("Packager"));
        about.setBuildHost("localhost"); // not that of whoever builds it
        about.setDescription(spec.substring(spec.indexOf("%description\n") + "%description\n".length())
                .strip());
    }

    private static void add(BuilderContext files, Path root) throws IOException {
        var all = new TreeMap<String, Path>();
        try (var found = Files.walk(root)) {
            found.filter(path -> !path.equals(root))
                    .forEach(path -> all.put(root.relativize(path).toString(), path));
        }
        for (var each : all.entrySet()) {
            var name = each.getKey();
            var path = each.getValue();
            if (Files.isSymbolicLink(path)) {
                files.addSymbolicLink("/" + name, Files.readSymbolicLink(path).toString());
            } else if (Files.isDirectory(path)) {
                if (!OTHERS.contains(name)) files.addDirectory("/" + name, about -> describe(about, name, path));
            } else {
                files.addFile("/" + name, path, about -> describe(about, name, path));
            }
        }
    }

    /** As the file is, of root; times count, since an AOT cache is bound to those of its jars. */
    private static void describe(FileInformation about, String name, Path path) {
        try {
            about.setTimestamp(Files.getLastModifiedTime(path).toInstant());
            about.setMode((short) ((Integer) Files.getAttribute(path, "unix:mode") & PERMISSIONS));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        if (name.startsWith("etc/")) about.setFileFlags(EnumSet.of(FileFlags.CONFIGURATION, FileFlags.NOREPLACE));
        if (name.startsWith("usr/share/licenses/") && Files.isRegularFile(path))
            about.setFileFlags(EnumSet.of(FileFlags.LICENSE));
        if (name.startsWith("usr/share/doc/") && Files.isRegularFile(path))
            about.setFileFlags(EnumSet.of(FileFlags.DOC));
    }
}
