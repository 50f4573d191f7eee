package io.nodethaw.evidence;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What kubelet has logged lately of its lease and of PLEG. Its instance is the name of kubelet's unit.
 *
 * @param lease the renewals of its lease that have failed since the last one that may have succeeded; absent where none has
 * @param relisted how long before the look PLEG had last seen all containers; absent where kubelet does not complain of it
 */
public record KubeletLog(Optional<FailedRenewals> lease, Optional<Duration> relisted) {
    public static final FactType<KubeletLog> TYPE = new FactType<>("kubelet-log", KubeletLog.class);

    /**
     * Renewals that have failed, one after the other.
     *
     * @param first how long before the look the first failed, as far as lines go back
     * @param last how long before the look the last failed
     * @param pause how long kubelet then meant to wait before it would try again
     * @param why what the last one failed with
     */
    public record FailedRenewals(Duration first, Duration last, Duration pause, Why why) {}

    /** Kinds of failure, by the words of the kernel's errors, of Go's net, of client-go and of the API server. */
    public enum Why {
        /** Nobody listens there. */
        REFUSED("connection refused", "the connection is refused"),
        /** The network does not lead there. */
        NO_ROUTE("no route", "no route leads to it"),
        /** Its name is not known. */
        NO_SUCH_HOST("name not known", "its name cannot be looked up"),
        /** It does not take who kubelet says it is. */
        UNAUTHORIZED("denies kubelet", "it does not accept who kubelet says it is"),
        /** It knows who kubelet is, and does not allow it: the name of another node, or a role that is missing. */
        FORBIDDEN("forbids the renewal", "it does not allow it to kubelet"),
        /** Its certificate is not accepted by kubelet. */
        NOT_TRUSTED("not trusted by kubelet", "kubelet does not accept its certificate"),
        /** It was asked, and nothing came in time. */
        NO_ANSWER("no answer", "no answer comes in time"),
        /** The connection ended before an answer, as behind a load balancer without servers. */
        CUT_OFF("ends the connection", "the connection ends before an answer"),
        /** Something else. */
        OTHER("answers with errors", "it answers with an error");

        private static final Pattern LATE =
                Pattern.compile("i/o timeout|Client\\.Timeout|handshake timeout|timeout awaiting|"
                        + "deadline exceeded|connection timed out|client connection lost");

        private static final Pattern ENDED =
                Pattern.compile("connection reset|\\bEOF\\b|broken pipe|closed network connection|GOAWAY");

        /** As the API server says it, client-go, and TLS to a client whose certificate is not taken (crypto/tls, alert.go). */
        private static final Pattern DENIED =
                Pattern.compile("\\bUnauthorized\\b|provide credentials|remote error: tls: [a-z ]*certificate");

        private final String brief;
        private final String words;

        Why(String brief, String words) {
            this.brief = brief;
            this.words = words;
        }

        /** What a person calls it: "connection refused". */
        public String brief() {
            return brief;
        }

        /** In words, after the server: "the connection is refused". */
        public String words() {
            return words;
        }

        /** The kind that a message is of. What a look-up of the name failed with says nothing of the server itself. */
        public static Why of(String message) {
            if (message.contains("no such host") || message.contains("dial tcp: lookup ")) {
                return NO_SUCH_HOST;
            } else if (message.contains("connection refused")) {
                return REFUSED;
            } else if (message.contains("no route to host") || message.contains("network is unreachable")) {
                return NO_ROUTE;
            } else if (DENIED.matcher(message).find()) {
                return UNAUTHORIZED;
            } else if (message.contains("is forbidden:")) {
                return FORBIDDEN;
            } else if (message.contains("x509: ")) {
                return NOT_TRUSTED;
            } else if (LATE.matcher(message).find()) {
                return NO_ANSWER;
            } else {
                return ENDED.matcher(message).find() ? CUT_OFF : OTHER;
            }
        }
    }
}
