package io.nodethaw.agent;

/** Whether a condition holds, in the three words that Kubernetes has for it. */
public enum Status {
    TRUE("True"),
    FALSE("False"),
    UNKNOWN("Unknown");

    private final String word;

    Status(String word) {
        this.word = word;
    }

    /** As the API writes it. */
    public String word() {
        return word;
    }
}
