package io.nodethaw.heal;

import io.nodethaw.analysis.Root;
import io.nodethaw.remedy.Check;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.NodeAccess;
import io.nodethaw.remedy.Remedy;
import io.nodethaw.remedy.Target;
import io.nodethaw.wait.Vertex;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** "reconnect" or "reexecute" of a {@link SickNode}'s first process. */
record TestRemedy(SickNode node, String verb, Set<String> answers) implements Remedy {
    @Override
    public String name() {
        return "init." + verb;
    }

    @Override
    public Set<String> formerNames() {
        return Set.of(verb.toUpperCase(java.util.Locale.ROOT));
    }

    private boolean startsAnew() {
        return verb.equals("reexecute");
    }

    @Override
    public String title(Target target) {
        return verb + " of " + target.name();
    }

    @Override
    public Optional<Target> target(Diagnosis now, Root root) {
        return root.vertex() instanceof Vertex.Process process && process.pid() == 1
                ? Optional.of(Target.of(process, root.name()))
                : Optional.empty();
    }

    @Override
    public List<Check> checks(NodeAccess access, Target target, Diagnosis now) {
        return List.of(new Check("its own check", startsAnew() ? node.refusal : Optional.empty()));
    }

    @Override
    public List<Check> passing(Diagnosis now) {
        return startsAnew()
                ? List.of(Check.that(now.underWay().isEmpty(), "no start is under way", "under way: " + now.underWay()))
                : List.of();
    }

    @Override
    public String mark(Diagnosis now) {
        return node.mark();
    }

    @Override
    public String perform(NodeAccess access, Target target, Diagnosis now) throws IOException {
        return startsAnew() ? node.reexecute() : node.reconnect();
    }

    @Override
    public Became became(Target target, String mark, Diagnosis now) {
        if (startsAnew()) {
            return new Became(!node.mark().equals(mark), "its listener tells");
        }
        boolean still =
                now.verdict().roots().stream().anyMatch(root -> root.finding().isPresent());
        return new Became(!still, "its finding tells");
    }

    @Override
    public String risk() {
        return "none";
    }

    @Override
    public Duration settling() {
        return Duration.ofSeconds(30);
    }

    @Override
    public boolean isWell(NodeAccess access, Target target) {
        return node.code.isEmpty();
    }

    @Override
    public String recovery() {
        return "hears again";
    }

    @Override
    public boolean losesReplies() {
        return true;
    }
}
