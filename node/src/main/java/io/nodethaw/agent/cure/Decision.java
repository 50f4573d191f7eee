package io.nodethaw.agent.cure;

/** What follows from a policy at one moment. */
sealed interface Decision {
    /** Nothing speaks against it so far. */
    record Go() implements Decision {}

    /** It is not time yet, which nobody needs to hear of. */
    record Wait() implements Decision {}

    /**
     * It is not done.
     *
     * @param text why, for people
     */
    record Withhold(Why why, String text) implements Decision {}

    /** Why a cure is withheld; the words are reasons of events. */
    enum Why {
        NOT_ALLOWED("CureNotAllowed"),
        OUTSIDE_HOURS("CureOutsideHours"),
        BUDGET_SPENT("CureBudgetSpent"),
        RECORDS_UNREAD("CureRecordsUnread"),
        FORBIDDEN("CureForbidden"),
        ONLY_SAFE("CureOnlySafe"),
        NO_SLOT("CureNoSlot"),
        PAUSED("CurePaused");

        private final String word;

        Why(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }
}
