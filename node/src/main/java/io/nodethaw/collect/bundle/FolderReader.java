package io.nodethaw.collect.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodethaw.collect.Host;
import io.nodethaw.evidence.ContainerFolders;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists the folders in which runtimes keep their containers, and reads from each what says whose they are. */
final class FolderReader {
    /** State folders of containerd: its default, dockerd's own, k3s's, microk8s's. */
    private static final List<String> STATES = List.of(
            "/run/containerd",
            "/run/docker/containerd",
            "/run/docker/containerd/daemon",
            "/run/k3s/containerd",
            "/var/snap/microk8s/common/run/containerd");

    /** Below a state folder: bundles, by namespace (core/runtime/v2, bundle.go). */
    private static final String BUNDLES = "/io.containerd.runtime.v2.task";

    /** Roots of runc, by namespace: that of its shim (cmd/containerd-shim-runc-v2, RuncRoot), and dockerd's. */
    private static final List<String> ROOTS_BY_NAMESPACE = List.of("/run/containerd/runc", "/run/docker/runtime-runc");

    /** Where systemd keeps units that were made at run time (src/basic/path-lookup.c). */
    private static final String TRANSIENT = "/run/systemd/transient";

    /** The most entries of one folder: kubelet runs 110 pods by default, and nobody runs thousands. */
    private static final int MOST = 4_096;

    /** What is read of a file: the fields that count come first in it. */
    private static final int LONGEST = 4_096;

    private final Host host;
    private final Instant now;
    private boolean whole = true;

    FolderReader(Host host) {
        this.host = host;
        this.now = host.clock().instant();
    }

    ContainerFolders read() {
        var bundles = new ArrayList<ContainerFolders.Bundle>();
        for (var state : STATES) {
            for (var namespace : list(state + BUNDLES)) {
                list(namespace).forEach(bundle -> bundles.add(bundle(namespace, bundle)));
            }
        }
        var states = new ArrayList<ContainerFolders.State>();
        for (var root : ROOTS_BY_NAMESPACE) {
            for (var namespace : list(root)) {
                list(namespace).forEach(state -> states.add(state(state)));
            }
        }
        boolean listed = whole;
        var scopes =
                list(TRANSIENT).stream().filter(file -> file.endsWith(".scope")).count();
        return new ContainerFolders(
                bundles, states, listed, whole ? Optional.of(Math.toIntExact(scopes)) : Optional.empty());
    }

    /** The paths of what is in a folder; a folder that is not there is empty. */
    private List<String> list(String folder) {
        var entries = new ArrayList<String>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(host.onNode(folder))) {
            for (var entry : all) {
                if (entries.size() == MOST) {
                    whole = false;
                    break;
                }
                entries.add(folder + "/" + entry.getFileName());
            }
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException | DirectoryIteratorException e) {
            whole = false;
        }
        return entries;
    }

    private ContainerFolders.Bundle bundle(String namespace, String path) {
        var address = text(path + "/address") + text(path + "/bootstrap.json");
        var pid = text(path + "/init.pid").strip();
        return new ContainerFolders.Bundle(
                path,
                name(namespace),
                name(path),
                pid.matches("\\d{1,9}") ? Optional.of(Integer.valueOf(pid)) : Optional.empty(),
                address.strip(),
                age(path + "/init.pid").or(() -> age(path)));
    }

    private ContainerFolders.State state(String path) {
        var text = text(path + "/state.json") + text(path + "/status");
        var first = StateText.of(text);
        return new ContainerFolders.State(
                path,
                name(path),
                first.pid(),
                first.startTicks(),
                age(path + "/state.json").or(() -> age(path + "/status")).or(() -> age(path)));
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The beginning of a plain file; empty where there is none. */
    private String text(String path) {
        var file = host.onNode(path);
        try {
            var kind = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!kind.isRegularFile()) {
                return ""; // opening a fifo would hang
            }
            try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                return new String(in.readNBytes(LONGEST), UTF_8);
            }
        } catch (IOException gone) {
            return "";
        }
    }

    private Optional<Duration> age(String path) {
        try {
            var written = Files.getLastModifiedTime(host.onNode(path), LinkOption.NOFOLLOW_LINKS)
                    .toInstant();
            var age = Duration.between(written, now);
            return Optional.of(age.isNegative() ? Duration.ZERO : age.truncatedTo(ChronoUnit.SECONDS));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
