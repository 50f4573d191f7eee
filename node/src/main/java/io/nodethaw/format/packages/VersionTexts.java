package io.nodethaw.format.packages;

import io.nodethaw.evidence.InstalledPackages;
import io.nodethaw.format.Finder;
import io.nodethaw.format.Found;
import io.nodethaw.format.Line;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Versions that texts tell of the programs of the chain: docker info and version, kubectl describe node, crictl version, what programs
 * say of themselves, names of packages. A version is never a sign of a bug; it only says whether one that has signs can be there.
 */
public final class VersionTexts implements Finder {
    private static final String NUMBER = "v?(\\d{1,4}\\.\\d{1,5}[\\w.+~:-]{0,60}|\\d{3}(?:[.-][\\w.+~-]{1,60})?)";

    /**
     * What tells a version.
     *
     * @param name of the package that stands for the program
     */
    private record Told(String name, Pattern pattern) {
        Optional<Matcher> in(String text) {
            var match = pattern.matcher(text);
            return match.find() ? Optional.of(match) : Optional.empty();
        }
    }

    private static Told told(String name, String pattern) {
        return new Told(name, Pattern.compile(pattern));
    }

    private static final List<Told> ALL = List.of(
            told("kernel", "^Kernel Version: +(\\d\\S{2,80})"),
            told("kernel", "^Linux (?:version |\\S{1,253} )(\\d{1,2}\\.\\d{1,3}\\.\\S{1,80}) "),
            told("kubelet", "^(?:Kubelet Version: +|Kubelet: +(?:Kubernetes )?|Kubernetes )" + NUMBER + "$"),
            told("docker", "^Server Version: +" + NUMBER),
            told("docker", "^Container Runtime Version: +docker://" + NUMBER),
            told("containerd", "^Container Runtime Version: +containerd://" + NUMBER),
            told("containerd", "^containerd (?:containerd\\.io |github\\.com/containerd/containerd(?:/v2)? )" + NUMBER),
            told("containerd", "^containerd version:? +" + NUMBER),
            told("cri-o", "^Container Runtime Version: +cri-o://" + NUMBER),
            told("runc", "^runc version:? +" + NUMBER),
            told("systemd", "^systemd[ -]" + NUMBER + "(?:$| \\((?:(\\S{1,80})\\))?)"),
            told("systemd", "^Systemd: systemd " + NUMBER + "(?: \\((\\S{1,80})\\))?"));

    private static final int MOST = 64;

    private final Set<InstalledPackages.Entry> found = new LinkedHashSet<>();
    private long first;

    @Override
    public void take(Line line) {
        var text = line.text();
        if (line.isLogged() || text.isEmpty() || found.size() == MOST || !mayBe(text)) {
            return;
        }
        for (var told : ALL) {
            told.in(text).ifPresent(match -> {
                first = first == 0 ? line.number() : first;
                found.add(new InstalledPackages.Entry(told.name(), version(match)));
            });
        }
    }

    /** That of the package, where the text tells it behind the number of the authors. */
    private static String version(Matcher match) {
        return match.groupCount() > 1
                ? Optional.ofNullable(match.group(2))
                        .map(packaged -> PackageList.packaged(match.group(1), packaged))
                        .orElse(match.group(1))
                : match.group(1);
    }

    private static boolean mayBe(String text) {
        return switch (text.charAt(0)) {
            case 'K', 'L', 'S', 'C', 'c', 'r', 's' -> true;
            default -> false;
        };
    }

    @Override
    public void end(Found into) {
        if (!found.isEmpty()) {
            into.is("versions");
            into.put(InstalledPackages.TYPE, "", new InstalledPackages("texts", List.copyOf(found)), first);
        }
    }
}
