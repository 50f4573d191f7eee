package io.nodethaw.hop.kubelet;

import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Foreign;
import java.util.List;

/**
 * What kubelet says about its own health. Its instance is empty for port 10248, and the number of another port.
 *
 * @param status HTTP status
 * @param text body: "ok", or the parts that failed
 */
public record KubeletAnswer(int status, String text) {
    public static final FactType<KubeletAnswer> TYPE = new FactType<>("kubelet-health", KubeletAnswer.class);

    /** The longest text: it has a line for each of some ten checks. */
    private static final int LONGEST = 8000;

    public KubeletAnswer {
        text = Foreign.cut(text, LONGEST);
    }

    /** True when it says that it is healthy. */
    boolean isWell() {
        return status / 100 == 2;
    }

    /** What it says when it is not healthy: "healthz says syncloop failed". */
    String complaint() {
        var failed = failedParts();
        return "healthz says " + (failed.isEmpty() ? "status " + status : String.join(", ", failed) + " failed");
    }

    /** Names from lines such as "[-]syncloop failed: reason withheld" (k8s.io/apiserver, pkg/server/healthz). */
    private List<String> failedParts() {
        return text.lines()
                .filter(line -> line.startsWith("[-]"))
                .map(line -> line.substring(3).replaceFirst(" failed.*", ""))
                .toList();
    }
}
