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
import io.nodethaw.wait.Starved;
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
 * Questions that an earlier look asked in vain and that this look need not ask again. Each repetition would burden the process
 * that does not answer, with another goroutine, another connection that nobody accepts, or more bytes that nobody reads. The
 * missing answer is taken over only while a reading shows that the earlier question is still unanswered: the process has done
 * nothing at all since then, or the sign that its hop knows for the question is still there. Otherwise the question is asked
 * again.
 */
final class HeldBack {
    /**
     * For at most this many questions of one kind it is read whether they are still unanswered; they stand for the rest, as in
     * {@link io.nodethaw.wait.Crowd}.
     */
    static final int MOST = 8;

    /** The most notes that are kept. Questions beyond that are simply asked again. */
    static final int MOST_NOTES = 256;

    private static final String EARLIER = "asked by an earlier look, and unanswered since";

    private final Chain chain;
    private final int most;
    private final Map<Key, Note> notes = new LinkedHashMap<>();
    private final List<Note> proven = new ArrayList<>();

    /** @param view shows which processes still live: notes about others are dropped */
    HeldBack(Chain chain, List<Note> earlier, NodeView view) {
        this(chain, earlier, view, MOST);
    }

    /** @param most of how many questions of one kind it is read whether they are still unanswered */
    HeldBack(Chain chain, List<Note> earlier, NodeView view, int most) {
        this.chain = chain;
        this.most = most;
        earlier.stream()
                .filter(note -> view.vertex(note.holder().pid())
                        .filter(note.holder()::equals)
                        .isPresent())
                .sorted(Comparator.comparingDouble(Note::asked))
                .forEach(note -> notes.put(note.question(), note));
    }

    /** True when an earlier look has left any notes. */
    boolean isAny() {
        return !notes.isEmpty();
    }

    /** True while this question is not to be asked. */
    boolean holds(Key question) {
        return notes.containsKey(question);
    }

    /** How many more questions of this kind may be asked: always at least one, because a new one may be stuck in another way. */
    int few(FactType<?> type) {
        long known = proven.stream()
                .filter(note -> note.question().fact().equals(type.name()))
                .count();
        return (int) Math.max(1, MOST - known);
    }

    /** The readings that show whether the earlier questions are still unanswered. */
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
                .flatMap(kind -> kind.stream().limit(most))
                .toList();
    }

    /**
     * Takes over the questions that are shown to be unanswered, and those of the same kind for which they stand. All others are
     * asked again.
     */
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

    /** The evidence as if these questions had been asked and not answered: {@code inHand} looks at such readings only. */
    private NodeView unanswered(NodeView view) {
        var supposed = view.evidence().toBuilder();
        candidates()
                .forEach(note -> type(note.question())
                        .ifPresent(type -> supposed.reading(
                                type, note.question().instance(), new Reading.Silent<>(Duration.ZERO, EARLIER))));
        return new NodeView(supposed.build());
    }

    private <T> void put(FactType<T> type, Note note, NodeView view, Evidence.Builder into) {
        Reading<T> reading = proven.contains(note)
                ? new Reading.Silent<>(waited(view, note), EARLIER)
                : new Reading.NotAsked<>("an earlier look got no answer, and others like it stand for it");
        into.reading(type, note.question().instance(), reading);
    }

    private static boolean stands(UnansweredSign sign, Duration waited) {
        return sign.standsFor().filter(most -> waited.compareTo(most) >= 0).isEmpty();
    }

    private static Duration waited(NodeView view, Note note) {
        return Duration.ofMillis(Math.max(0, Math.round((sinceBoot(view) - note.asked()) * 1000)));
    }

    private boolean isUnanswered(NodeView view, Note note) {
        var tasks = tasks(view, note.holder());
        boolean hasNotRun = !tasks.isEmpty() && note.still().equals(ran(tasks.getLast()));
        return hasNotRun
                || sign(note.question())
                        .filter(sign -> !note.sign().isEmpty()
                                && stands(sign, waited(view, note))
                                && sign.isStillThere(view, note.question().instance(), note.sign()))
                        .isPresent();
    }

    /**
     * What to note for the next look: the questions taken over, and those that this look has asked in vain. While we got no
     * processor it is not known which were: an answer may have come that we had no time to read, from a process that has rested
     * since.
     */
    List<Note> after(NodeView view) {
        var after = new LinkedHashMap<Key, Note>(notes);
        if (Starved.share(view, new Vertex.Ourselves()).isPresent()) {
            return List.copyOf(after.values());
        }
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
                || silent.kind() == Silence.QUEUE_FULL) { // the question did not even reach the process
            return Optional.empty();
        }
        var sign = sign(question)
                .flatMap(known -> known.of(view, question.instance()))
                .orElse("");
        double asked = sinceBoot(view) - silent.waited().toMillis() / 1000.0;
        // the first sample, taken while the question was out: what answered a moment too late ran since, and may rest
        // now
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
