package io.nodethaw.deploy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** The chart, as Helm sees it. */
final class Chart {
    /** {@code deploy/}. */
    static final Path DEPLOY =
            Path.of(System.getProperty("basedir", ".")).toAbsolutePath().normalize();

    private static final Pattern SOURCE = Pattern.compile("(?m)^---\n# Source: nodethaw/templates/([a-z]+\\.yaml)\n");
    /** As {@code deploy/kubernetes} has it: for Kubernetes 1.30 and later, and without hooks, which are Helm's. */
    static final Map<String, Object> PLAIN = Map.of("appArmor", "field", "uninstall.hook", false);

    private Chart() {}

    /** Helm comes as a library for one processor; others render the same. */
    static Helm helm() {
        Assumptions.assumeTrue(System.getProperty("os.arch").equals("amd64"), "Helm's library is that of amd64");
        return new Helm(DEPLOY.resolve("helm/nodethaw"));
    }

    static LintResult lint() {
        return helm().lint().strict().call();
    }

    /** What it renders with these values, file by file, as they are in {@code templates}; no hooks, which this way to Helm leaves out. */
    static Map<String, String> rendered(Map<String, Object> values) {
        var command = helm().template().withName("nodethaw").withNamespace("kube-system");
        values.forEach(command::set);
        return files(command.call());
    }

    private static Map<String, String> files(String all) {
        var documents = new LinkedHashMap<String, List<String>>();
        var heads = SOURCE.matcher(all).results().toList();
        for (int number = 0; number < heads.size(); number++) {
            int end = number + 1 < heads.size() ? heads.get(number + 1).start() : all.length();
            var text = all.substring(heads.get(number).end(), end);
            documents
                    .computeIfAbsent(heads.get(number).group(1), _ -> new ArrayList<>())
                    .add(text.strip() + "\n");
        }
        var files = new LinkedHashMap<String, String>();
        documents.forEach((file, parts) -> files.put(file, String.join("---\n", parts)));
        return files;
    }
}
