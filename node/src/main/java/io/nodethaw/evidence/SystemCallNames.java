package io.nodethaw.evidence;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The names of all system calls of one architecture; {@link KnownCall} are those whose meaning we know. */
public final class SystemCallNames {
    private static final String FILE = "system-calls.txt";

    private final Map<Long, String> names;

    private SystemCallNames(Map<Long, String> names) {
        this.names = Map.copyOf(names);
    }

    /** @param architecture as uname prints it, because numbers differ between architectures */
    public static SystemCallNames of(String architecture) {
        int column = architecture.equals("aarch64") ? 2 : 1;
        var names = new HashMap<Long, String>();
        try (var file = SystemCallNames.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IOException("no data file " + FILE);
            }
            new BufferedReader(new InputStreamReader(file, US_ASCII))
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .forEach(parts -> names.put(Long.valueOf(parts[column]), parts[0]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        names.remove(-1L);
        return new SystemCallNames(names);
    }

    /** The name of the call with this number. */
    public Optional<String> name(long number) {
        return Optional.ofNullable(names.get(number));
    }
}
