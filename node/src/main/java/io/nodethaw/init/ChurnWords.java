package io.nodethaw.init;

import java.util.Optional;

/** What may keep systemd at work, in words. */
final class ChurnWords {
    /**
     * Events a second below which they are no reason: each would have to take 50 ms for systemd to be busy with them ({@link
     * InitState}, half a processor).
     */
    private static final double FEW = 10;

    private ChurnWords() {}

    /** Empty where little happened. */
    static Optional<String> cause(UnitChurn churn) {
        if (churn.reloads() > 0) {
            return Optional.of(churn.reloads() == 1 ? "a reload" : churn.reloads() + " reloads");
        }
        var mounts = churn.of("mount");
        long others = churn.made() + churn.removed() - mounts.made() - mounts.removed();
        if (churn.perSecond(mounts.all()) >= FEW && mounts.all() >= others) {
            return Optional.of("mounts come and go, " + round(churn.perSecond(mounts.all())) + " changes a second");
        }
        if (churn.perSecond(others) >= FEW) {
            return Optional.of("units come and go, " + round(churn.perSecond(others)) + " a second"
                    + (churn.alike().isEmpty() ? "" : ", mostly " + churn.alike()));
        }
        long changed =
                churn.kinds().stream().mapToLong(UnitChurn.OfKind::changed).sum();
        return churn.perSecond(changed) >= FEW
                ? Optional.of("units change, " + round(churn.perSecond(changed)) + " times a second")
                : Optional.empty();
    }

    private static String round(double number) {
        return Long.toString(Math.round(number));
    }
}
