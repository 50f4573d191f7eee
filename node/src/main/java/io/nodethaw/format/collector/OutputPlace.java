package io.nodethaw.format.collector;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a collector that keeps no record puts the output of a command.
 *
 * @param collector its name
 * @param path the end of the path of the file
 * @param command the command line; "$1" stands for the first group of the path
 * @param limit how long the collector waits for it
 */
record OutputPlace(String collector, Pattern path, String command, Duration limit) {
    /** eks-log-collector.sh: timeout 75. */
    private static final Duration EKS = Duration.ofSeconds(75);

    /** rancher2_logs_collector.sh: TIMEOUT, 60 s, later 120. */
    private static final Duration RANCHER = Duration.ofSeconds(60);

    static final List<OutputPlace> ALL = List.of(
            of("the EKS log collector", "docker/docker-(info|version|images)\\.txt", "docker $1", EKS),
            of("the EKS log collector", "docker/docker-(ps)\\.txt", "docker ps --all --no-trunc", EKS),
            of("the EKS log collector", "containerd/containerd-(version)\\.txt", "ctr version", EKS),
            of(
                    "the EKS log collector",
                    "containerd/containerd-(namespaces|images|containers|tasks|plugins)\\.txt",
                    "ctr $1 list",
                    EKS),
            of("the EKS log collector", "system/(ps)\\.txt", "ps fauxwww", EKS),
            of("Rancher's log collector", "docker/docker(info|version|images)", "docker $1", RANCHER),
            of("Rancher's log collector", "docker/docker(ps)a?", "docker ps -a", RANCHER),
            of("Rancher's log collector", "(?:k3s|rke2)/crictl/(ps|pods|info|stats|version)a?", "crictl $1", RANCHER),
            of("Rancher's log collector", "systeminfo/(ps)aux", "ps aux", RANCHER),
            of("Rancher's log collector", "systeminfo/(df)h", "df -h", RANCHER));

    private static OutputPlace of(String collector, String path, String command, Duration limit) {
        return new OutputPlace(collector, Pattern.compile("(?:^|/)" + path + "$"), command, limit);
    }

    /** The place of a file; empty for any other file. */
    static Optional<OutputPlace> of(String file) {
        return ALL.stream()
                .map(place -> place.at(file))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<OutputPlace> at(String file) {
        Matcher match = path.matcher(file);
        return match.find()
                ? Optional.of(new OutputPlace(collector, path, command.replace("$1", match.group(1)), limit))
                : Optional.empty();
    }
}
