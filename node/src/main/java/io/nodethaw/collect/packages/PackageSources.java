package io.nodethaw.collect.packages;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.child.Question;
import io.nodethaw.collect.child.Subject;
import io.nodethaw.collect.source.InChild;
import io.nodethaw.collect.source.Source;
import io.nodethaw.evidence.InstalledPackages;
import io.nodethaw.evidence.ProgramVersion;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The sources for versions of what is installed. */
public final class PackageSources {
    private static final String PACKAGES = "installed-packages";
    private static final String VERSION = "program-version";

    private PackageSources() {}

    /** @param names the packages that are looked for; asked for when they are */
    public static List<Source<?>> of(Host host, Supplier<List<String>> names) {
        return List.of(
                new InChild<>(
                        InstalledPackages.TYPE,
                        "by `lint`, and where somebody waits: the versions of systemd, dbus, kubelet and the runtimes in "
                                + "`/var/lib/dpkg/status`; where that is not there, `rpm --query`, at most two seconds",
                        PACKAGES,
                        () -> new PackagesTask(host),
                        _ -> Optional.of(packages(names.get()))),
                new InChild<>(
                        ProgramVersion.TYPE,
                        "by `lint`: what runc and kubelet print for `--version`, each at most two seconds; where they are in none of the usual folders, they are found by `/proc/PID/exe`",
                        VERSION,
                        () -> new VersionTask(host),
                        name -> Optional.of(new Question<>(
                                ProgramVersion.TYPE,
                                name,
                                name + " --version",
                                Subject.machine(),
                                VERSION,
                                List.of(name),
                                VersionTask::decode))));
    }

    /** Asks the reader child which of some packages are installed. */
    public static Question<InstalledPackages> packages(List<String> names) {
        return new Question<>(
                InstalledPackages.TYPE,
                "",
                "installed packages",
                Subject.machine(),
                PACKAGES,
                names,
                PackagesTask::decode);
    }
}
