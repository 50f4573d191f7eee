package io.nodethaw.evidence;

/** Readings without a value in words. */
public final class Told {
    private Told() {}

    /** Why there is no value; empty where there is one. */
    public static String why(Reading<?> reading) {
        return switch (reading) {
            case Reading.Seen<?> _ -> "";
            case Reading.Silent<?>(var waited, var stage, var _) ->
                "no answer in " + waited.toMillis() + " ms" + (stage.isEmpty() ? "" : " (" + stage + ")");
            case Reading.Failed<?>(var why) -> why;
            case Reading.Refused<?>(var why) -> why;
            case Reading.NotAsked<?>(var why, var _) -> why;
        };
    }
}
