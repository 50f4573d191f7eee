package io.nodethaw.bugs;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Every known bug, component by component. Its files are read when it is made, not before. */
public record Catalogue(List<Component> components) {
    private static final String KERNEL = "kernel";

    /** A new component is a file and a name here; the order is that of the chain, top to bottom. */
    private static final List<String> NAMES =
            List.of("kubelet", "docker", "cri-o", "containerd", "runc", "dbus", "systemd", KERNEL, "go");

    private static final Map<String, Component> READ = new ConcurrentHashMap<>();

    public Catalogue {
        components = List.copyOf(components);
    }

    /** Reads it. */
    public static Catalogue read() {
        return new Catalogue(NAMES.stream().map(name -> read(name)).toList());
    }

    /** One component of it, read once: every look asks for systemd's. */
    public static Component read(String name) {
        return READ.computeIfAbsent(name, Catalogue::load);
    }

    private static Component load(String name) {
        var file = name + ".json";
        try (var in = Catalogue.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing from the program");
            }
            return new Gson().fromJson(new InputStreamReader(in, StandardCharsets.UTF_8), Component.class);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " of the program cannot be read", e);
        }
    }

    /** Every bug. */
    public Stream<KnownBug> bugs() {
        return components.stream().flatMap(component -> component.bugs().stream());
    }

    /** A component by its name. */
    public Component component(String name) {
        return components.stream()
                .filter(component -> component.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no bugs of " + name + " are known"));
    }

    /** The names of the packages that hold one of the components, kernels left out: of those many are installed, and one runs. */
    public List<String> packages() {
        return components.stream()
                .filter(component -> !component.name().equals(KERNEL))
                .flatMap(component ->
                        Stream.concat(component.packages().stream(), component.upstreamPackages().stream()))
                .distinct()
                .toList();
    }

    /** The component that a package holds. */
    public Optional<Component> of(String packageName) {
        return components.stream()
                .filter(component -> component.isIn(packageName))
                .findFirst();
    }
}
