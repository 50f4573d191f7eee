package io.nodethaw.bugs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionOrderTest {
    /** Fixed, so that a failure can be repeated. */
    private static final long SEED = 11809;

    private static final int PAIRS = 4000;

    @ParameterizedTest
    @CsvSource({
        "1.0~rc1-1, 1.0-1",
        "1.0-1~bpo1, 1.0-1",
        "1.0-1, 1.0-1+b1",
        "1.0-1, 1.0-1.1",
        "2.9-1, 2.10-1",
        "9.9-1, 1:0.1-1",
        "1.0, 1.0-0.1",
        "237-3ubuntu10.9, 237-3ubuntu10.41",
        "1.0.0~rc93-0ubuntu1~20.04.1, 1.0.0~rc95-0ubuntu1~20.04.1",
    })
    void olderComesFirstForDpkg(String older, String newer) {
        isBefore(VersionOrder.DPKG, older, newer);
    }

    /** Rows of rpm's own test of rpmvercmp (tests/rpmvercmp.at), and whole versions. */
    @ParameterizedTest
    @CsvSource({
        "1.0, 2.0",
        "2.0, 2.0.1",
        "2.0.1, 2.0.1a",
        "5.5p1, 5.5p2",
        "5.5p1, 5.5p10",
        "10xyz, 10.1xyz",
        "xyz10, xyz10.1",
        "xyz.4, 8",
        "xyz.4, 2",
        "5.5p2, 5.6p1",
        "5.6p1, 6.5p1",
        "6.0, 6.0.rc1",
        "10a2, 10b2",
        "1.0a, 1.0aa",
        "10.0001, 10.0039",
        "4.999.9, 5.0",
        "20101121, 20101122",
        "1.0~rc1, 1.0",
        "1.0~rc1, 1.0~rc2",
        "1.0~rc1~git123, 1.0~rc1",
        "1.0, 1.0^",
        "1.0, 1.0^git1",
        "1.0^git1, 1.0^git2",
        "1.0^git1, 1.01",
        "1.0^20160101, 1.0.1",
        "1.0^20160101^git1, 1.0^20160102",
        "1.0~rc1^git1, 1.0",
        "1.0~rc1, 1.0~rc1^git1",
        "1.0^git1~pre, 1.0^git1",
        "219-62.el7_6.7, 219-62.el7_6.8",
        "219-62.el7, 219-62.el7_6.8",
        "219-62.el7_6.10, 219-67.el7",
        "9-1, 1:1-1",
    })
    void olderComesFirstForRpm(String older, String newer) {
        isBefore(VersionOrder.RPM, older, newer);
    }

    @ParameterizedTest
    @CsvSource({
        "RPM, 1.0, 1_0",
        "RPM, 10.0001, 10.1",
        "RPM, 2_0, 2.0",
        "RPM, 1.0^git1~pre, 1.0^git1~pre",
        "RPM, 242-1, 242",
        "DPKG, 1.0, 1.0-0",
        "DPKG, 0:1.00, 1.0",
        "UPSTREAM, v1.20.2, 1.20.2",
        "UPSTREAM, 5:19.03.13~3-0~ubuntu-bionic, 19.3.13",
        "UPSTREAM, 1.0.0~rc93-0ubuntu1~20.04.1, 1.0.0-rc93",
        "UPSTREAM, 1.0.0-55.rc5.dev.git2abd837.el7, 1.0.0-rc5",
        "UPSTREAM, 1.6.20~ds1-1+deb12u1, 1.6.20",
        "UPSTREAM, 20.10.24+dfsg1, 20.10.24",
        "UPSTREAM, go1.14.1, 1.14.1",
        "UPSTREAM, 18.09.1-ce, 18.09.1",
        "UPSTREAM, 5.4.0-42-generic, 5.4.0",
        "UPSTREAM, unknown, ''",
    })
    void theseAreTheSame(VersionOrder order, String one, String other) {
        assertThat(order.compare(one, other)).isZero();
        assertThat(order.compare(other, one)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "1.0.0-rc9, 1.0.0-rc10",
        "1.0.0-rc95, 1.0.0",
        "1.4.0-beta.2, 1.4.0-rc.0",
        "1.4.0-rc.0, 1.4.0",
        "go1.21rc2, go1.21.0",
        "1.2.13, 1.3.0",
        "99999999999999999998, 99999999999999999999",
        "219-62.7, 242",
    })
    void olderComesFirstForTheirAuthors(String older, String newer) {
        isBefore(VersionOrder.UPSTREAM, older, newer);
    }

    private static void isBefore(VersionOrder order, String older, String newer) {
        assertThat(order.compare(older, newer)).isNegative();
        assertThat(order.compare(newer, older)).isPositive();
    }

    @Test
    void ordersLikeDpkg() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/dpkg")), "no dpkg on this machine to compare with");
        var pairs = pairs("+");
        var script = new StringBuilder();
        for (var pair : pairs) {
            script.append("if dpkg --compare-versions ")
                    .append(pair.getFirst())
                    .append(" lt ")
                    .append(pair.getLast());
            script.append("; then echo -1; elif dpkg --compare-versions ")
                    .append(pair.getFirst())
                    .append(" eq ")
                    .append(pair.getLast());
            script.append("; then echo 0; else echo 1; fi\n");
        }
        isOrderedSo(VersionOrder.DPKG, pairs, output(script.toString(), file -> List.of("/bin/sh", file)));
    }

    /**
     * All pairs in one run of rpm, whose Lua has its comparison of whole versions since 4.16. That one sorts a version without a release
     * first, where ranges of dependencies, like ours, take it for any release: such pairs are left out.
     */
    @Test
    void ordersLikeRpm() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/rpm")), "no rpm on this machine to compare with");
        assumeTrue(
                output("1:1 2\n", VersionOrderTest::rpm).equals(List.of("1")),
                "this rpm does not compare whole versions in Lua, as it does since 4.16");
        var pairs = pairs("^").stream()
                .filter(pair -> pair.getFirst().contains("-") == pair.getLast().contains("-"))
                .toList();
        assertThat(pairs).hasSizeGreaterThan(PAIRS / 2);
        var text = pairs.stream()
                .map(pair -> pair.getFirst() + " " + pair.getLast() + "\n")
                .collect(Collectors.joining());
        isOrderedSo(VersionOrder.RPM, pairs, output(text, VersionOrderTest::rpm));
    }

    private static List<String> rpm(String file) {
        var lua = "for line in io.lines(\"" + file + "\") do local at = line:find(\" \", 1, true); "
                + "print(rpm.vercmp(line:sub(1, at - 1), line:sub(at + 1)) .. \"\\n\") end";
        return List.of("/usr/bin/rpm", "--eval", "%{lua:" + lua + "}");
    }

    /** Versions with a tilde and this character, in which one order has a rule of its own. */
    private static List<List<String>> pairs(String special) {
        var random = new Random(SEED);
        return IntStream.range(0, PAIRS)
                .mapToObj(_ -> {
                    var first = version(random);
                    var second = random.nextInt(3) == 0 ? version(random) : neighbour(first, random);
                    return List.of(first.replace("+", special), second.replace("+", special));
                })
                .toList();
    }

    private static void isOrderedSo(VersionOrder order, List<List<String>> pairs, List<String> expected) {
        assertThat(expected).hasSameSizeAs(pairs);
        for (int i = 0; i < pairs.size(); i++) {
            var pair = pairs.get(i);
            assertThat(Integer.signum(order.compare(pair.getFirst(), pair.getLast())))
                    .as(pair + " of seed " + SEED)
                    .isEqualTo(Integer.parseInt(expected.get(i)));
        }
    }

    /** What a command prints that gets this text as a file, line by line. */
    private static List<String> output(String text, OfFile command) throws IOException, InterruptedException {
        var file = Files.createTempFile("versions", ".txt");
        try {
            Files.writeString(file, text);
            var process = new ProcessBuilder(command.on(file.toString()))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
            assertThat(process.waitFor()).isZero();
            return lines;
        } finally {
            Files.delete(file);
        }
    }

    private interface OfFile {
        List<String> on(String file);
    }

    private static String version(Random random) {
        var version = new StringBuilder(random.nextInt(4) == 0 ? random.nextInt(3) + ":" : "");
        version.append(random.nextInt(3));
        letters(version, random, "0123456789aZz.+~");
        if (random.nextBoolean()) {
            version.append('-');
            version.append("019az+.~".charAt(random.nextInt(8)));
            letters(version, random, "0123456789az.+~");
        }
        return version.toString();
    }

    private static void letters(StringBuilder version, Random random, String letters) {
        for (int left = random.nextInt(8); left > 0; left--) {
            version.append(letters.charAt(random.nextInt(letters.length())));
        }
    }

    /** The version with one character changed, doubled or left out. */
    private static String neighbour(String version, Random random) {
        int at = version.indexOf(':') + 1 + random.nextInt(version.length() - version.indexOf(':') - 1);
        char character = version.charAt(at);
        if (character == '-') {
            return version;
        }
        var middle = switch (random.nextInt(4)) {
            case 0 -> "";
            case 1 -> "" + character + character;
            case 2 -> "~" + character;
            default -> "" + "0123456789az.+~".charAt(random.nextInt(15));
        };
        var other = version.substring(0, at) + middle + version.substring(at + 1);
        return other.matches("(\\d+:)?\\d([^:]*[^:-])?") ? other : version;
    }
}
