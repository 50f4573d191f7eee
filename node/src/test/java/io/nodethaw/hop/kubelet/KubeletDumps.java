package io.nodethaw.hop.kubelet;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.format.goroutines.GoroutineDumpFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The dumps of kubelets of several versions, which are written by hand: see ABOUT.md beside them. */
public final class KubeletDumps {
    public static final List<String> VERSIONS = List.of("1.24", "1.28", "1.32", "1.36");

    private KubeletDumps() {}

    /** One dump. */
    public static String text(String version, String name) throws IOException {
        var file = version + "/" + name + ".txt";
        try (var in = Objects.requireNonNull(KubeletDumps.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Its goroutines, read as a file that somebody brings. */
    public static List<Goroutine> read(String version, String name) throws IOException {
        var in = new ByteArrayInputStream(text(version, name).getBytes(StandardCharsets.UTF_8));
        return new GoroutineDumpFile().read(in, name).processes().getFirst().goroutines();
    }

    /** Those of an idle kubelet, and these. */
    static List<Goroutine> idleBut(String version, String... names) throws IOException {
        var all = new ArrayList<>(read(version, "idle"));
        for (var name : names) {
            all.addAll(read(version, name));
        }
        return all;
    }
}
