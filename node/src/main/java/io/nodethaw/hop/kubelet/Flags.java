package io.nodethaw.hop.kubelet;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What kubelet's command and its configuration file say. */
final class Flags {
    private Flags() {}

    /** The value of a flag, as "--flag=value" or as two words; the last one counts. An empty one is none. */
    static Optional<String> value(List<String> command, String flag) {
        var value = Optional.<String>empty();
        for (int i = 0; i < command.size(); i++) {
            var word = command.get(i);
            if (word.startsWith(flag + "=")) {
                value = Optional.of(unquoted(word.substring(flag.length() + 1)));
            } else if (word.equals(flag) && i + 1 < command.size()) {
                value = Optional.of(command.get(i + 1));
            }
        }
        return value.filter(text -> !text.isEmpty());
    }

    /** The value of a member at the top of a KubeletConfiguration, in YAML or JSON (staging/src/k8s.io/kubelet/config/v1beta1/types.go). */
    static Optional<String> configured(String file, String member) {
        var found = Pattern.compile(
                        "(?:^" + member + "|\"" + member + "\")\\s*:\\s*(\"[^\"\\n]*\"|'[^'\\n]*'|[^\\s#,}]+)",
                        Pattern.MULTILINE)
                .matcher(file);
        return found.find() ? Optional.of(unquoted(found.group(1))).filter(text -> !text.isEmpty()) : Optional.empty();
    }

    /** The text without the quotes around it. */
    static String unquoted(String text) {
        boolean quoted = text.length() > 1
                && (text.startsWith("\"") || text.startsWith("'"))
                && text.charAt(0) == text.charAt(text.length() - 1);
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
