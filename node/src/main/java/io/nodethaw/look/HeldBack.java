package io.nodethaw.look;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Machine;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Silence;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.hop.Chain;
import io.nodethaw.hop.UnansweredSign;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Questions that an earlier look put in vain, and that this one need not put again: each would stay with whoever does not answer,
 * as a goroutine, a connection that nobody accepts, or bytes that nobody reads. What an earlier look was not told is only taken
 * over while it shows that the question of then is unanswered: the process has done nothing at all since, or its hop's sign of
 * the question is still there. Else it is put again.
 */
final class HeldBack {
    /** So many of one kind are shown to be still unanswered; they stand for the rest, as in {@link io.nodethaw.wait.Crowd}. */
    static final int MOST = 8;

    /** What was noted of more is lost: they are asked once more. */
    static final int MOST_NOTES = 256;

    private static final String EARLIER = "asked by an earlier look, and unanswered since";

    private final Chain chain;
    private final Map<Key, Note> notes = new LinkedHashMap<>();
    private final List<Note> proven = new ArrayList<>();

    /** @param view with the processes: of those that have ended nothing is noted any more */
    HeldBack(Chain chain, List<Note> earlier, NodeView view) {
        this.chain = chain;
        earlier.stream()
                .filter(note -> view.vertex(note.holder().pid())
                        .filter(note.holder()::equals)
                        .isPresent())
                .sorted(Comparator.comparingDouble(Note::asked))
                .forEach(note -> notes.put(note.question(), note));
    }

    /** True when an earlier look has left anything to this one. */
    boolean isAny() {
        return !notes.isEmpty();
    }

    /** True while this question is not to be put. */
    boolean holds(Key question) {
        return notes.containsKey(question);
    }

    /** How many more of this kind may be put: some always, since one that is new may be stuck in another way. */
    int few(FactType<?> type) {
        long known = proven.stream()
                .filter(note -> note.question().fact().equals(type.name()))
                .count();
        return (int) Math.max(1, MOST - known);
    }

    /** The readings that show whether the questions of then are unanswered. */
    List<Key> wants(NodeView view) {
        var wants = new LinkedHashSet<Key>();
        for (var note : candidates()) {
            wants.add(Tasks.TYPE.key(note.holder().pid()));
            sign(note.question())
                    .ifPresent(sign ->
                            wants.addAll(sign.wants(view, note.question().instance())));
        }
        return List.copyOf(wants);
    }

    private List<Note> candidates() {
        return notes.values().stream()
                .collect(groupingBy(note -> note.question().fact(), LinkedHashMap::new, toList()))
                .values()
                .stream()
                .flatMap(kind -> kind.stream().limit(MOST))
                .toList();
    }

    /** Takes over what is shown to be unanswered; the rest is put again, but for those of a kind that others stand for. */
    void settle(NodeView view, Evidence.Builder into) {
        var inHand = inHand(unanswered(view));
        for (var note : candidates()) {
            if (note.holder().equals(inHand.get(note.question())) && isUnanswered(view, note)) {
                proven.add(note);
            } else {
                notes.remove(note.question());
            }
        }
        var kinds = new LinkedHashSet<String>();
        proven.forEach(note -> kinds.add(note.question().fact()));
        notes.keySet().removeIf(question -> !kinds.contains(question.fact()));
        for (var note : notes.values()) {
            type(note.question()).ifPresent(type -> put(type, note, view, into));
        }
    }

    /** Who has a question in hand is told of those that were put: as if these had been. */
    private NodeView unanswered(NodeView view) {
        var supposed = view.evidence().toBuilder();
        candidates()
                .forEach(note -> type(note.question())
                        .ifPresent(type -> supposed.reading(
                                type, note.question().instance(), new Reading.Silent<>(Duration.ZERO, EARLIER))));
        return new NodeView(supposed.build());
    }

    private <T> void put(FactType<T> type, Note note, NodeView view, Evidence.Builder into) {
        var waited = Duration.ofMillis(Math.max(0, Math.round((sinceBoot(view) - note.asked()) * 1000)));
        Reading<T> reading = proven.contains(note)
                ? new Reading.Silent<>(waited, EARLIER)
                : new Reading.NotAsked<>("an earlier look got no answer, and others like it stand for it");
        into.reading(type, note.question().instance(), reading);
    }

    private boolean isUnanswered(NodeView view, Note note) {
        var tasks = tasks(view, note.holder());
        boolean hasNotRun = !tasks.isEmpty() && note.still().equals(ran(tasks.getLast()));
        return hasNotRun
                || sign(note.question())
                        .filter(sign -> !note.sign().isEmpty()
                                && sign.isStillThere(view, note.question().instance(), note.sign()))
                        .isPresent();
    }

    /** What to note for the next look: what was taken over, and what this one has asked in vain. */
    List<Note> after(NodeView view) {
        var after = new LinkedHashMap<Key, Note>(notes);
        inHand(view).forEach((question, holder) -> {
            if (!after.containsKey(question)
                    && view.evidence().reading(question).isSilent()) {
                type(question)
                        .flatMap(type -> note(view, type, question, holder))
                        .ifPresent(note -> after.put(question, note));
            }
        });
        return after.values().stream().limit(MOST_NOTES).toList();
    }

    private Optional<Note> note(NodeView view, FactType<?> type, Key question, Vertex.Process holder) {
        if (!(view.evidence().reading(type, question.instance()) instanceof Reading.Silent<?> silent)
                || silent.kind() == Silence.QUEUE_FULL) { // nothing of it is there to be answered
            return Optional.empty();
        }
        var sign = sign(question)
                .flatMap(known -> known.of(view, question.instance()))
                .orElse("");
        double asked = sinceBoot(view) - silent.waited().toMillis() / 1000.0;
        // as it was while the question was out: one that answered a moment too late has run since, and may rest from
        // then on
        var still = tasks(view, holder).stream().findFirst().map(HeldBack::ran).orElse("");
        return Optional.of(new Note(question, holder, asked, still, sign));
    }

    private static List<Tasks> tasks(NodeView view, Vertex.Process holder) {
        return view.evidence().samples(Tasks.TYPE, Integer.toString(holder.pid())).stream()
                .flatMap(sample -> sample.reading().seen().stream())
                .toList();
    }

    /** How often its threads have run, and for how long. */
    private static String ran(Tasks tasks) {
        return tasks.tasks().size() + " threads "
                + sum(tasks, Tasks.Task::switches) + " switches "
                + sum(tasks, Tasks.Task::cpuTicks) + " ticks";
    }

    private static long sum(Tasks tasks, Function<Tasks.Task, Optional<Long>> part) {
        return tasks.tasks().stream()
                .mapToLong(task -> part.apply(task).orElse(0L))
                .sum();
    }

    private static double sinceBoot(NodeView view) {
        return view.evidence().seen(Machine.TYPE).map(Machine::sinceBoot).orElse(0.0);
    }

    private Map<Key, Vertex.Process> inHand(NodeView view) {
        var all = new HashMap<Key, Vertex.Process>();
        chain.hops().forEach(hop -> hop.inHand(view).forEach(all::putIfAbsent));
        return all;
    }

    private Optional<UnansweredSign> sign(Key question) {
        return chain.hops().stream()
                .flatMap(hop -> hop.signs().stream())
                .filter(sign -> sign.fact().equals(question.fact()))
                .findFirst();
    }

    private Optional<FactType<?>> type(Key question) {
        return chain.facts().stream()
                .<FactType<?>>map(type -> type)
                .filter(type -> type.name().equals(question.fact()))
                .findFirst();
    }
}
