package io.nodethaw.heal;

import io.nodethaw.remedy.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What was checked, done and seen, line by line; each line is also reported at once. */
final class HealLog {
    private final List<String> lines = new ArrayList<>();
    private final Consumer<String> says;
    private String cure = "";

    HealLog(Consumer<String> says) {
        this.says = says;
    }

    void add(String line) {
        lines.add(line);
        says.accept(line);
    }

    void add(List<Check> checks) {
        checks.forEach(check ->
                add(check.refusal().map(why -> "check failed: " + why).orElse("check passed: " + check.what())));
    }

    /** What is done, or would be; a later one takes its place. */
    void chose(Choice.Treat treat) {
        cure = treat.remedy().name();
    }

    HealResult result(HealResult.Ending ending, String what, String finding, String next) {
        return new HealResult(ending, what, finding, cure, lines, next);
    }
}
