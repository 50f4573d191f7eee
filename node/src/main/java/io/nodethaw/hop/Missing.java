package io.nodethaw.hop;

import io.nodethaw.evidence.DescriptorInfo;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.FileLocks;
import io.nodethaw.evidence.Freeze;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.KernelStack;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Machine;
import io.nodethaw.evidence.Mounts;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Sample;
import io.nodethaw.evidence.Silence;
import io.nodethaw.evidence.SystemCall;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.evidence.TcpSockets;
import io.nodethaw.wait.NodeView;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A reading that was wanted and is not there: not what its process had ended before, nor what a kernel or program does not have. */
record Missing(Key key, int pid, String why, boolean isLate) {
    /** Of the whole node: the clock that ages are counted by, who holds what others wait for. */
    private static final Set<String> OF_NODE = names(Machine.TYPE, FileLocks.TYPE, TcpSockets.TYPE);

    /** Of a process: what tells whether it waits, and for whom. */
    private static final Set<String> OF_PROCESS = names(
            Descriptors.TYPE,
            DescriptorInfo.TYPE,
            Tasks.TYPE,
            SystemCall.TYPE,
            KernelStack.TYPE,
            Freeze.TYPE,
            Mounts.TYPE,
            Goroutines.TYPE);

    /** What there is of every process that lives: where none was seen of one, it is missing, whatever the reason. */
    private static final Set<String> ALWAYS_THERE = names(Tasks.TYPE, SystemCall.TYPE);

    private static final Pattern PID = Pattern.compile("(\\d{1,9})(/.*)?");

    /** The processes of which some reading of a fact was seen. */
    private static final NodeView.Once<String, Set<Integer>> SEEN = new NodeView.Once<>(Missing::seen);

    private static Set<Integer> seen(NodeView view, String fact) {
        return view.evidence().all().entrySet().stream()
                .filter(entry -> entry.getKey().fact().equals(fact) && isSeen(entry.getValue()))
                .map(entry -> pid(entry.getKey()))
                .collect(Collectors.toSet());
    }

    private static boolean isSeen(List<Sample<?>> samples) {
        return samples.stream().anyMatch(sample -> sample.reading() instanceof Reading.Seen);
    }

    private static Set<String> names(FactType<?>... types) {
        return Stream.of(types).map(FactType::name).collect(Collectors.toUnmodifiableSet());
    }

    /** All that are missing of a look, but for the questions of the hops, who speak for themselves. */
    static List<Missing> of(NodeView view) {
        var never = view.evidence().asked(Machine.TYPE.key())
                ? Stream.<Missing>empty()
                : Stream.of(new Missing(Machine.TYPE.key(), 0, "never asked", false));
        return Stream.concat(
                        never,
                        view.evidence().all().entrySet().stream()
                                .flatMap(entry -> of(view, entry.getKey(), entry.getValue()).stream()))
                .toList();
    }

    private static Optional<Missing> of(NodeView view, Key key, List<Sample<?>> samples) {
        if (samples.isEmpty() || isSeen(samples)) {
            return Optional.empty();
        }
        int pid = pid(key);
        if (pid > 0 && !lives(view, pid)) {
            return Optional.empty();
        }
        return switch (samples.getLast().reading()) {
            case Reading.Seen<?> _ -> Optional.empty();
            case Reading.Silent<?> silent ->
                silent.kind() == Silence.NOT_READ ? Optional.of(late(key, pid)) : Optional.empty();
            case Reading.Failed<?>(String why) ->
                tells(key) ? Optional.of(new Missing(key, pid, why, false)) : Optional.empty();
            case Reading.Refused<?>(String why) -> refused(view, key, pid, why);
            case Reading.NotAsked<?> not ->
                not.isHeldUp() ? Optional.of(late(key, pid)) : notThere(view, key, pid, not.why());
        };
    }

    /** Who is not root is told that once: it hides nearly everything. */
    private static Optional<Missing> refused(NodeView view, Key key, int pid, String why) {
        boolean root = view.evidence().seen(Machine.TYPE).map(Machine::uid).orElse(0L) == 0;
        return root && tells(key) && !key.fact().equals(KernelStack.TYPE.name())
                ? Optional.of(new Missing(key, pid, why, false))
                : notThere(view, key, pid, why);
    }

    private static Optional<Missing> notThere(NodeView view, Key key, int pid, String why) {
        boolean missing = key.fact().equals(Machine.TYPE.name())
                || ALWAYS_THERE.contains(key.fact())
                        && !view.once(SEEN, key.fact()).contains(pid);
        return missing ? Optional.of(new Missing(key, pid, why, false)) : Optional.empty();
    }

    private static Missing late(Key key, int pid) {
        return new Missing(key, pid, "did not come back in time", true);
    }

    private static boolean lives(NodeView view, int pid) {
        return view.process(pid).filter(process -> !process.isGone()).isPresent();
    }

    private static int pid(Key key) {
        var pid = PID.matcher(key.instance());
        return pid.matches() ? Integer.parseInt(pid.group(1)) : 0;
    }

    private static boolean tells(Key key) {
        return OF_NODE.contains(key.fact()) || OF_PROCESS.contains(key.fact());
    }

    /** True where it would have shown whether somebody waits, and for whom. */
    boolean tells() {
        return tells(key);
    }

    /** True for what shows who serves whom. */
    boolean isOpenFiles() {
        return key.fact().equals(Descriptors.TYPE.name());
    }

    /** True for what shows the inside of a Go program, and of no other. */
    boolean isGoroutines() {
        return !isLate && key.fact().equals(Goroutines.TYPE.name());
    }
}
