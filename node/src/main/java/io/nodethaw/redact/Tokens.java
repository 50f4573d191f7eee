package io.nodethaw.redact;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What stands for what: the same for the same, within one capture. Who does not know the salt cannot tell what a token stands for,
 * nor compare two captures by them.
 */
final class Tokens {
    private static final int LEAST_LETTERS = 4;

    /** Addresses for benchmarks (RFC 2544), of which no node has one: 198.18.0.0/15. */
    private static final int IPV4 = (198 << 24) + (18 << 16);

    private final byte[] salt;
    private final Predicate<String> taken;
    private final Map<String, String> made = new HashMap<>();
    private final Set<String> used = new HashSet<>();
    private int addresses;

    /** @param taken true for what no word may become: it means something */
    Tokens(byte[] salt, Predicate<String> taken) {
        this.salt = salt.clone();
        this.taken = taken;
    }

    /** A word of letters and digits, each replaced by one of its kind; a name of hosts or pods stays one. */
    String word(String word) {
        var small = word.toLowerCase(Locale.ROOT);
        var token = made.computeIfAbsent("word " + small, _ -> fresh(small));
        return Character.isUpperCase(word.codePointAt(0))
                ? Character.toUpperCase(token.charAt(0)) + token.substring(1)
                : token;
    }

    private String fresh(String word) {
        boolean number = word.chars().allMatch(Character::isDigit);
        for (int attempt = 0; ; attempt++) {
            var token = shaped(word, attempt);
            boolean means = !number && taken.test(token); // a number means nothing by itself
            if (!token.equals(word) && !means && used.add(token)) {
                return token;
            }
        }
    }

    private String shaped(String word, int attempt) {
        var bytes = digest("word " + attempt + " " + word);
        var token = new StringBuilder();
        boolean number = word.chars().allMatch(Character::isDigit);
        int length = number ? word.length() + attempt / 8 : Math.max(word.length(), LEAST_LETTERS);
        for (int i = 0; i < length; i++) {
            int random = (bytes[i % bytes.length] & 0xff) + i / bytes.length;
            boolean digit = i < word.length() ? Character.isDigit(word.charAt(i)) : number;
            token.append((char) (digit ? '0' + (i == 0 ? 1 + random % 9 : random % 10) : 'a' + random % 26));
        }
        return token.toString();
    }

    /** Hexadecimal digits; what begins alike becomes what begins alike, as short ids of containers do. */
    String hex(String digits) {
        return made.computeIfAbsent("hex " + digits.toLowerCase(Locale.ROOT), key -> {
            var small = key.substring("hex ".length());
            var token = new StringBuilder();
            for (int i = 0; i < small.length(); i++) {
                int random = digest("hex " + small.substring(0, i + 1))[0] & 0xf;
                token.append(Character.forDigit(random, 16));
            }
            return token.toString();
        });
    }

    /** An address of IPv4; addresses that stand for none, and those of the machine itself, stay. */
    String ipv4(String address) {
        boolean common = address.startsWith("127.") || address.equals("0.0.0.0") || address.equals("255.255.255.255");
        return common ? address : made.computeIfAbsent("ip " + address, _ -> freshAddress());
    }

    private String freshAddress() {
        while (true) {
            int next = IPV4 + ++addresses;
            var token = (next >>> 24) + "." + (next >>> 16 & 0xff) + "." + (next >>> 8 & 0xff) + "." + (next & 0xff);
            if (!taken.test(token)) {
                return token;
            }
        }
    }

    /** An address of IPv6, as one that is for documents (RFC 3849). */
    String ipv6(String address) {
        var small = address.toLowerCase(Locale.ROOT);
        return small.equals("::") || small.equals("::1")
                ? address
                : made.computeIfAbsent("ip6 " + small, _ -> "2001:db8::" + Integer.toHexString(++addresses));
    }

    /** An address of a network card, as one that is given out locally. */
    String mac(String address) {
        var bytes = digest("mac " + address.toLowerCase(Locale.ROOT));
        return String.format(Locale.ROOT, "02:00:00:%02x:%02x:%02x", bytes[0] & 0xff, bytes[1] & 0xff, bytes[2] & 0xff);
    }

    private byte[] digest(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            return digest.digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
