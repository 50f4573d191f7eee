package io.nodethaw.cli;

import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;

/** The answer of a process, or the message why there is none. */
final class Answered {
    private Answered() {}

    static <T> T of(ProcessTable.Entry process, Reading<T> reading) throws Failure {
        var name = process.comm() + " " + process.pid();
        return switch (reading) {
            case Reading.Seen<T>(var value) -> value;
            case Reading.Silent<T>(var waited, var stage, var _) ->
                throw Failure.noAnswer(
                        "no answer in " + waited.toMillis() + " ms" + (stage.isEmpty() ? "" : " (" + stage + ")"),
                        name,
                        "what it needs may lie on a file system that hangs; try --limit 30s");
            case Reading.Failed<T>(var why) -> throw Failure.noAnswer(why, name, "nothing was changed in the process");
            case Reading.Refused<T>(var why) -> throw Failure.noAnswer(why, name, "see docs/blind-spots.md");
            case Reading.NotAsked<T>(var why, boolean _) ->
                throw Failure.noAnswer(why, name, "see docs/blind-spots.md");
        };
    }
}
