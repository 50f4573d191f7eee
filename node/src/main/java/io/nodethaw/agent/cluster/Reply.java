package io.nodethaw.agent.cluster;

/**
 * What came of a request.
 *
 * @param status of HTTP; 0 where there was no reply
 * @param why the words of the server, or why there was no reply
 */
public record Reply(int status, String why) {
    private static final int CONFLICT = 409;
    private static final int TOO_MANY = 429;
    private static final int MOST = 300;

    public Reply {
        why = why.replaceAll("\\p{Cntrl}", " ");
        why = why.length() > MOST ? why.substring(0, MOST) : why;
    }

    /** No reply. */
    public static Reply none(String why) {
        return new Reply(0, why);
    }

    /** True when it was done, now or at an earlier try whose reply was lost. */
    public boolean isDone() {
        return status / 100 == 2 || status == CONFLICT;
    }

    /** True when the same request may be done later: the server was away, or busy. */
    public boolean isWorthAnotherTry() {
        return status == 0 || status == TOO_MANY || status / 100 == 5;
    }

    String line() {
        return status + "\t" + why + "\n";
    }

    static Reply parse(String line) {
        int tab = line.indexOf('\t');
        try {
            return new Reply(Integer.parseInt(line.substring(0, Math.max(tab, 0))), line.substring(tab + 1));
        } catch (NumberFormatException e) {
            return none("the child said what is no reply");
        }
    }
}
