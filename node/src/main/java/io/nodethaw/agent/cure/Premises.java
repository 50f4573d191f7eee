package io.nodethaw.agent.cure;

import io.nodethaw.agent.cure.Decision.Why;
import java.time.Instant;
import java.util.OptionalInt;

/** What a policy says of a need before anybody is asked. Pure. */
final class Premises {
    private Premises() {}

    /**
     * The decision.
     *
     * @param cures of this node within the last hour; empty where the records cannot be read
     * @param now by the wall clock, which maintenance hours are meant by
     */
    static Decision decide(Policy policy, Need need, OptionalInt cures, Instant now) {
        if (!policy.codes().contains(need.code())) {
            return new Decision.Withhold(Why.NOT_ALLOWED, "the policy does not name it");
        }
        if (need.begun()) {
            return new Decision.Go(); // to prove what was done is no cure of its own
        }
        if (need.held().compareTo(policy.hold()) < 0) {
            return new Decision.Wait();
        }
        if (!policy.hours().isEmpty() && policy.hours().stream().noneMatch(hours -> hours.hold(now))) {
            return new Decision.Withhold(Why.OUTSIDE_HOURS, "it is outside of the maintenance hours");
        }
        if (cures.isEmpty()) {
            return new Decision.Withhold(Why.RECORDS_UNREAD, "it is not known what was cured within the hour");
        }
        return cures.getAsInt() < policy.perHour()
                ? new Decision.Go()
                : new Decision.Withhold(
                        Why.BUDGET_SPENT,
                        "this node has had " + cures.getAsInt() + " cures within the hour, of " + policy.perHour());
    }
}
