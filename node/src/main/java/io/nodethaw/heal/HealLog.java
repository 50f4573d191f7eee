package io.nodethaw.heal;

import io.nodethaw.remedy.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What was checked, done and seen, line by line; each line is also reported at once. */
final class HealLog {
    private final List<String> lines = new ArrayList<>();
    private final Consumer<String> says;

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

    HealResult result(HealResult.Ending ending, String what, String finding, String next) {
        return new HealResult(ending, what, finding, lines, next);
    }
}
