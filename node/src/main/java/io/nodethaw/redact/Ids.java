package io.nodethaw.redact;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What is an id or an address wherever it stands, by its form. */
final class Ids {
    /** No letter or digit beside it. */
    private static final String FREE = "(?<![0-9A-Za-z])";

    private static final String END = "(?![0-9A-Za-z])";

    /** Also "pod" and the uid of a pod with underscores, as units have it. */
    private static final Pattern UUID = Pattern.compile(FREE
            + "(pod)?([0-9a-fA-F]{8})([-_])([0-9a-fA-F]{4})\\3([0-9a-fA-F]{4})\\3([0-9a-fA-F]{4})\\3([0-9a-fA-F]{12})"
            + END);

    private static final Pattern MAC = Pattern.compile(FREE + "[0-9a-fA-F]{2}(?::[0-9a-fA-F]{2}){5}(?![0-9A-Za-z:])");

    private static final String BYTE = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final Pattern IPV4 =
            Pattern.compile("(?<![0-9A-Za-z.])" + BYTE + "(?:\\." + BYTE + "){3}(?![0-9A-Za-z]|\\.\\d)");

    /** Cloud providers name hosts so. */
    private static final Pattern IPV4_DASHES = Pattern.compile(FREE + "ip-((?:\\d{1,3}-){3}\\d{1,3})" + END);

    /** All eight groups, or a gap. */
    private static final Pattern IPV6 = Pattern.compile("(?<![0-9A-Za-z:.])(?:[0-9a-fA-F]{1,4}(?::[0-9a-fA-F]{1,4}){7}"
            + "|(?=[0-9a-fA-F:]*::)[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){2,7})(?![0-9A-Za-z:])");

    private static final Pattern HEX = Pattern.compile(FREE + "[0-9a-fA-F]{12,128}" + END);

    private final Tokens tokens;

    Ids(Tokens tokens) {
        this.tokens = tokens;
    }

    /** A text without them. */
    static String without(String text) {
        var left = text;
        for (var pattern : new Pattern[] {UUID, MAC, IPV6, IPV4, IPV4_DASHES}) {
            left = pattern.matcher(left).replaceAll(" ");
        }
        return HEX.matcher(left).replaceAll(match -> isId(match.group()) ? " " : match.group());
    }

    /** Replaces those in what is not done. */
    Pieces in(Pieces pieces) {
        return pieces.pass(UUID, match -> Optional.of(uuid(match)))
                .pass(MAC, match -> Optional.of(tokens.mac(match.group())))
                .pass(IPV6, match -> Optional.of(tokens.ipv6(match.group())))
                .pass(IPV4, match -> Optional.of(tokens.ipv4(match.group())))
                .pass(
                        IPV4_DASHES,
                        match -> Optional.of("ip-"
                                + tokens.ipv4(match.group(1).replace('-', '.')).replace('.', '-')))
                .pass(HEX, match -> isId(match.group()) ? Optional.of(tokens.hex(match.group())) : Optional.empty());
    }

    private String uuid(MatchResult match) {
        var digits = match.group(2) + match.group(4) + match.group(5) + match.group(6) + match.group(7);
        var token = tokens.hex(digits);
        return Optional.ofNullable(match.group(1)).orElse("")
                + String.join(
                        match.group(3),
                        token.substring(0, 8),
                        token.substring(8, 12),
                        token.substring(12, 16),
                        token.substring(16, 20),
                        token.substring(20));
    }

    /** A word of letters, and a number, are no ids, unless they are as long as ids are. */
    private static boolean isId(String digits) {
        var small = digits.toLowerCase(Locale.ROOT);
        boolean letter = small.chars().anyMatch(Character::isLetter);
        boolean digit = small.chars().anyMatch(Character::isDigit);
        return letter && digit || small.length() == 32 || small.length() == 40 || small.length() == 64;
    }
}
