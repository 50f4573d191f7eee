package io.nodethaw.core;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The mapped files of a process, by address. */
final class Mappings {
    private final TreeMap<Long, MappedFile> all = new TreeMap<>();
    private final Map<String, MappedFile> first = new HashMap<>();

    Mappings(List<MappedFile> files) {
        for (var file : files) {
            all.put(file.start(), file);
            if (file.offset() == 0) {
                first.putIfAbsent(file.path(), file);
            }
        }
    }

    /** The mapping that holds an address. */
    Optional<MappedFile> at(long address) {
        var found = all.floorEntry(address);
        return found != null && found.getValue().holds(address) ? Optional.of(found.getValue()) : Optional.empty();
    }

    /** The frame with the file that is mapped at its place, and the offset in it. */
    CoreFrame placed(CoreFrame frame) {
        return at(frame.pc())
                .map(file -> new CoreFrame(
                        frame.pc(), file.path(), frame.pc() - file.start() + file.offset(), frame.function()))
                .orElse(frame);
    }

    /** The mapping of the beginning of a file. */
    Optional<MappedFile> first(String path) {
        return Optional.ofNullable(first.get(path));
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** The paths, each once. */
    List<String> paths() {
        return all.values().stream().map(MappedFile::path).distinct().toList();
    }
}
