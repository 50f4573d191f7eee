package io.nodethaw.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The facts of this package: every record here that has a TYPE, except what only older evidence holds. */
public final class EvidenceFacts {
    public static final List<FactType<?>> ALL = find();

    private EvidenceFacts() {}

    private static List<FactType<?>> find() {
        try {
            var classes = Path.of(FactType.class.getResource("FactType.class").toURI())
                    .getParent();
            try (var files = Files.list(classes)) {
                return files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(".class") && !name.contains("$") && !name.contains("-"))
                        .sorted()
                        .map(EvidenceFacts::typeOf)
                        .<FactType<?>>flatMap(Optional::stream)
                        .filter(type -> !type.equals(CallRegisters.TYPE))
                        .toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<FactType<?>> typeOf(String file) {
        try {
            var type = Class.forName(FactType.class.getPackageName() + "." + file.substring(0, file.indexOf('.')));
            return Optional.of((FactType<?>) type.getDeclaredField("TYPE").get(null));
        } catch (NoSuchFieldException e) {
            return Optional.empty();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(file, e);
        }
    }
}
