package io.nodethaw.hop;

import io.nodethaw.evidence.CollectedCommand;
import io.nodethaw.evidence.Reading;
import io.nodethaw.wait.NodeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What files show that is told and not judged. */
record FileNotes(NodeView view) {
    /** Processes in an unusual state in a list, whichever they are. */
    List<String> notes() {
        var notes = new ArrayList<String>();
        told('D', "in uninterruptible sleep (D)").ifPresent(notes::add);
        told('T', "stopped (T)").ifPresent(notes::add);
        told('t', "held by a tracer (t)").ifPresent(notes::add);
        unanswered().ifPresent(notes::add);
        return notes;
    }

    /** What a collector or a person asked in vain, whoever should have answered. */
    private Optional<String> unanswered() {
        var commands = view.evidence().readings(CollectedCommand.TYPE).entrySet().stream()
                .flatMap(command -> command.getValue() instanceof Reading.Silent<?> silent
                        ? Stream.of(command.getKey() + " ("
                                + (silent.waited().isZero()
                                        ? ""
                                        : silent.waited().toSeconds() + " s, ") + silent.stage()
                                + ")")
                        : Stream.<String>empty())
                .toList();
        return commands.isEmpty() ? Optional.empty() : Optional.of("had no answer: " + FromFiles.named(commands));
    }

    private Optional<String> told(char state, String words) {
        var names = view.processes().stream()
                .filter(process -> process.state() == state && !process.isKernelThread())
                .map(process -> view.name(process.pid()))
                .sorted()
                .toList();
        return names.isEmpty() ? Optional.empty() : Optional.of(words + ": " + FromFiles.named(names));
    }
}
