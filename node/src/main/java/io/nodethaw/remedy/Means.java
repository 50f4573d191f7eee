package io.nodethaw.remedy;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything that healing can do, and by which it can prove that it helped.
 *
 * @param remedies for each finding the least disruptive first
 * @param canaries in the order in which they are tried
 */
public record Means(List<Remedy> remedies, List<Aftercare> aftercare, List<Canary> canaries) {
    public Means {
        remedies = List.copyOf(remedies);
        aftercare = List.copyOf(aftercare);
        canaries = List.copyOf(canaries);
        var names = new HashSet<String>();
        Stream.concat(remedies.stream(), aftercare.stream())
                .flatMap(act -> Stream.concat(Stream.of(act.name()), act.formerNames().stream()))
                .filter(name -> !names.add(name))
                .forEach(twice -> {
                    throw new IllegalArgumentException("two acts are called " + twice);
                });
    }

    /** The remedies for a finding, the least disruptive first. */
    public List<Remedy> answering(String code) {
        return remedies.stream()
                .filter(remedy -> remedy.answers().contains(code))
                .toList();
    }

    /** The act with this name in a record; empty when this version does not know it. */
    public Optional<Act> act(String kind) {
        return Stream.<Act>concat(remedies.stream(), aftercare.stream())
                .filter(act -> act.isNamed(kind))
                .findFirst();
    }

    /** The remedy with this name in a record. */
    public Optional<Remedy> remedy(String kind) {
        return remedies.stream().filter(remedy -> remedy.isNamed(kind)).findFirst();
    }
}
