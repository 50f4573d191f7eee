package io.nodethaw.redact;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** The words of the field, which tell nothing of a node: of programs, paths, units, protocols; and those of messages. */
final class Vocabulary {
    /** Names that every cluster has: "kube-proxy". */
    private static final Set<String> NAMES = read("known-names");

    /** Words of places: "containerd", "system", "slice". */
    private static final Set<String> FIELD = read("field-words");

    /** Words that messages are made of; a name that is one of them is replaced where names stand, but not in sentences. */
    private static final Set<String> COMMON = read("common-words");

    /** 12, v1, v1alpha2, 1ms, 0x1f, x86: numbers with few letters. */
    private static final Pattern NUMBER = Pattern.compile(
            "\\d+|v\\d{1,2}([a-z]{1,5}\\d{0,2})?|(\\d+(ms|us|ns|s|m|h|d|k|kb|mb|gb|kib|mib|gib|b|z)){1,12}|\\d+t\\d+|0x[0-9a-f]*\\??");

    /** sda1, nvme0n1p1, dm-0, loop3, md0, eth0: as the kernel and systemd name devices. */
    private static final Pattern DEVICE = Pattern.compile(
            "(sd|vd|xvd|hd)[a-z]{1,2}\\d*|nvme\\d+(n\\d+)?(p\\d+)?|(loop|md|ram|zram|nbd|sr|dm|tty|pts|cpu|eth|veth|cni|docker|ext|u|i|b|c)\\d+");

    private static final Pattern CAMEL = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    private Vocabulary() {}

    private static Set<String> read(String name) {
        try (var in = Objects.requireNonNull(Vocabulary.class.getResourceAsStream(name), name)) {
            var words = new HashSet<String>();
            new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line -> words.addAll(Arrays.asList(line.split(" ", -1))));
            words.remove("");
            return Set.copyOf(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** True for a name that tells nothing as a whole. */
    static boolean isKnownName(String name) {
        return NAMES.contains(name.toLowerCase(Locale.ROOT));
    }

    /** True for a word that may stay where names stand. */
    static boolean isKnown(String word) {
        var small = word.toLowerCase(Locale.ROOT);
        return isNumber(word)
                || FIELD.contains(small)
                || COMMON.contains(small)
                || DEVICE.matcher(small).matches()
                || isMadeOfKnown(word);
    }

    /** "RunPodSandbox" is made of words that are known. */
    private static boolean isMadeOfKnown(String word) {
        var parts = CAMEL.split(word, -1);
        return parts.length > 1
                && Arrays.stream(parts)
                        .map(part -> part.toLowerCase(Locale.ROOT).replaceAll("\\d+$", ""))
                        .allMatch(part -> FIELD.contains(part) || COMMON.contains(part));
    }

    /** True for a word that places are made of: other places than that of a name stand on it. */
    static boolean isOfField(String word) {
        return FIELD.contains(word.toLowerCase(Locale.ROOT));
    }

    /** True for a word that messages are made of. */
    static boolean isCommon(String word) {
        var small = word.toLowerCase(Locale.ROOT);
        return COMMON.contains(small) || FIELD.contains(small);
    }

    static boolean isNumber(String word) {
        return NUMBER.matcher(word.toLowerCase(Locale.ROOT)).matches();
    }
}
