package io.nodethaw.hop;

import io.nodethaw.evidence.DescriptorInfo;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.FileLocks;
import io.nodethaw.evidence.Freeze;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.KernelStack;
import io.nodethaw.evidence.KernelWaits;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.KubeletLog;
import io.nodethaw.evidence.Machine;
import io.nodethaw.evidence.Mounts;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Sample;
import io.nodethaw.evidence.Silence;
import io.nodethaw.evidence.SystemCall;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.evidence.TcpSockets;
import io.nodethaw.wait.NodeView;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A reading that was wanted and is missing. It does not count when the process had already ended, or when the kernel or program
 * does not have it.
 */
record Missing(Key key, int pid, String why, boolean isLate) {
    /** Facts about the whole node: the clock for ages, who holds what others wait for, and when the API server last heard of it. */
    private static final Set<String> OF_NODE = names(Machine.TYPE, FileLocks.TYPE, TcpSockets.TYPE, KubeletLog.TYPE);

    /** Facts about a process that tell whether it waits, and for whom. */
    private static final Set<String> OF_PROCESS = names(
            Descriptors.TYPE,
            DescriptorInfo.TYPE,
            Tasks.TYPE,
            KernelWaits.TYPE,
            SystemCall.TYPE,
            KernelStack.TYPE,
            Freeze.TYPE,
            Mounts.TYPE,
            Goroutines.TYPE);

    /** Facts that every living process has: when none was seen of a process, it is missing, whatever the reason. */
    private static final Set<String> ALWAYS_THERE = names(Tasks.TYPE, SystemCall.TYPE);

    /** The processes for which a fact was seen at least once. */
    private static final NodeView.Once<FactType<?>, Set<Integer>> SEEN = new NodeView.Once<>(Missing::seen);

    private static Set<Integer> seen(NodeView view, FactType<?> type) {
        return view.evidence().all().entrySet().stream()
                .filter(entry -> entry.getKey().fact().equals(type.name()) && isSeen(entry.getValue()))
                .map(entry -> type.pid(entry.getKey().instance()))
                .collect(Collectors.toSet());
    }

    private static boolean isSeen(List<Sample<?>> samples) {
        return samples.stream().anyMatch(sample -> sample.reading() instanceof Reading.Seen);
    }

    private static Set<String> names(FactType<?>... types) {
        return Stream.of(types).map(FactType::name).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * All missing readings of a look, except the questions of hops, which report their own.
     *
     * @param facts all kinds of facts; each knows which process an instance is about
     */
    static List<Missing> of(NodeView view, List<FactType<?>> facts) {
        var types = new HashMap<String, FactType<?>>();
        facts.forEach(type -> types.put(type.name(), type));
        var never = view.evidence().asked(Machine.TYPE.key())
                ? Stream.<Missing>empty()
                : Stream.of(new Missing(Machine.TYPE.key(), 0, "never asked", false));
        return Stream.concat(
                        never,
                        view.evidence().all().entrySet().stream()
                                .filter(entry ->
                                        types.containsKey(entry.getKey().fact()))
                                .flatMap(entry -> of(
                                        view,
                                        Objects.requireNonNull(
                                                types.get(entry.getKey().fact())),
                                        entry.getKey(),
                                        entry.getValue())
                                        .stream()))
                .toList();
    }

    private static Optional<Missing> of(NodeView view, FactType<?> type, Key key, List<Sample<?>> samples) {
        if (samples.isEmpty() || isSeen(samples)) {
            return Optional.empty();
        }
        int pid = type.pid(key.instance());
        if (pid > 0 && !lives(view, pid)) {
            return Optional.empty();
        }
        return switch (samples.getLast().reading()) {
            case Reading.Seen<?> _ -> Optional.empty();
            case Reading.Silent<?> silent ->
                silent.kind() == Silence.NOT_READ ? Optional.of(late(key, pid)) : Optional.empty();
            case Reading.Failed<?>(String why) ->
                tells(key) ? Optional.of(new Missing(key, pid, why, false)) : Optional.empty();
            case Reading.Refused<?>(String why) -> refused(view, type, key, pid, why);
            case Reading.NotAsked<?> not ->
                not.isHeldUp() ? Optional.of(late(key, pid)) : notThere(view, type, key, pid, not.why());
        };
    }

    /** A refused reading counts unless we are not root: that hides nearly everything, and is reported once. */
    private static Optional<Missing> refused(NodeView view, FactType<?> type, Key key, int pid, String why) {
        return view.isSeenByRoot() && tells(key) && !key.fact().equals(KernelStack.TYPE.name())
                ? Optional.of(new Missing(key, pid, why, false))
                : notThere(view, type, key, pid, why);
    }

    private static Optional<Missing> notThere(NodeView view, FactType<?> type, Key key, int pid, String why) {
        boolean missing = key.fact().equals(Machine.TYPE.name())
                || ALWAYS_THERE.contains(key.fact()) && !view.once(SEEN, type).contains(pid);
        return missing ? Optional.of(new Missing(key, pid, why, false)) : Optional.empty();
    }

    private static Missing late(Key key, int pid) {
        return new Missing(key, pid, "did not come back in time", true);
    }

    private static boolean lives(NodeView view, int pid) {
        return view.process(pid).filter(process -> !process.isGone()).isPresent();
    }

    private static boolean tells(Key key) {
        return OF_NODE.contains(key.fact()) || OF_PROCESS.contains(key.fact());
    }

    /** True when it would have shown whether a process waits, and for whom. */
    boolean tells() {
        return tells(key);
    }

    /** True when it would have shown who serves whom. */
    boolean isOpenFiles() {
        return key.fact().equals(Descriptors.TYPE.name());
    }

    /** True when it would have shown goroutines, which only Go programs have. */
    boolean isGoroutines() {
        return !isLate && key.fact().equals(Goroutines.TYPE.name());
    }
}
