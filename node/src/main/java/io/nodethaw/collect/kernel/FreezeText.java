package io.nodethaw.collect.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodethaw.evidence.Freeze;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The answer of {@link FreezeTask}: lines "cgroup CONTROLLERS:PATH", then at most one "frozen VERSION STATE PATH", then one "file PATH". */
final class FreezeText {
    private FreezeText() {}

    static String write(List<String> cgroups, Optional<Freeze.Frozen> frozen) {
        var text = new StringBuilder();
        for (var cgroup : cgroups) {
            text.append("cgroup ").append(cgroup).append('\n');
        }
        frozen.ifPresent(it -> {
            text.append("frozen " + it.version() + " " + it.state() + " " + it.path() + "\n");
            it.file().ifPresent(file -> text.append("file ").append(file).append('\n'));
        });
        return text.toString();
    }

    static Freeze read(int pid, byte[] answer) throws IOException {
        List<String> cgroups = new ArrayList<>();
        Optional<Freeze.Frozen> frozen = Optional.empty();
        for (var line : new String(answer, UTF_8).split("\n", -1)) {
            var words = line.split(" ", 4);
            if (line.startsWith("cgroup ")) {
                cgroups.add(line.substring("cgroup ".length()));
            } else if (line.startsWith("frozen ") && words.length == 4) {
                frozen = Optional.of(new Freeze.Frozen(words[3], words[2], words[1].equals("2") ? 2 : 1));
            } else if (line.startsWith("file ")) {
                var file = Optional.of(line.substring("file ".length()));
                frozen = frozen.map(it -> new Freeze.Frozen(it.path(), it.state(), it.version(), file));
            } else if (!line.isEmpty()) {
                throw new IOException("reader child: freeze answer '" + line + "'");
            }
        }
        return new Freeze(pid, cgroups, frozen);
    }
}
