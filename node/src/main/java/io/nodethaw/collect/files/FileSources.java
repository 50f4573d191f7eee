package io.nodethaw.collect.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.child.Question;
import io.nodethaw.collect.child.Subject;
import io.nodethaw.collect.kernel.KernelSources;
import io.nodethaw.collect.kernel.Questions;
import io.nodethaw.collect.source.InChild;
import io.nodethaw.collect.source.InThread;
import io.nodethaw.collect.source.Own;
import io.nodethaw.collect.source.Source;
import io.nodethaw.evidence.FileSystemErrors;
import io.nodethaw.evidence.FileSystemRoom;
import io.nodethaw.evidence.ProgramFile;
import io.nodethaw.evidence.SearchedProgram;
import io.nodethaw.evidence.SystemRelease;
import java.util.List;
import java.util.Optional;

/** The sources for files that a daemon needs to start containers. */
public final class FileSources {
    private static final String SEARCH = "program-search";

    /** As os-release(5) has it; where it is missing, the other file is missing as well. */
    private static final String RELEASE = "/etc/os-release";

    private FileSources() {}

    /** All of them. */
    public static List<Source<?>> of(Host host) {
        return List.of(
                new InThread<>(
                        ProgramFile.TYPE,
                        "below `/proc/PID/root` of containerd: whether runc and the shim are in one of the usual folders (stat), "
                                + "what their first page and their program headers say, and whether the interpreter that "
                                + "these name is there; for one that is no ELF of this machine also `/proc/1/mountinfo` and "
                                + "the names in `/proc/sys/fs/binfmt_misc` if that is mounted",
                        (instance, _) -> {
                            int pid = pid(instance);
                            return new ProgramSearch(host, pid).first(name(instance), ProgramSearch.USUAL);
                        }),
                new InThread<>(
                        FileSystemRoom.TYPE,
                        "the file systems of the folders in which kubelet and the runtimes write for each start, below their "
                                + "`/proc/PID/root`: how much room they have (statfs)",
                        (instance, _) -> {
                            int slash = instance.indexOf('/');
                            return Rooms.of(host, pid(instance), instance.substring(slash));
                        }),
                BusLimitsTask.source(host),
                KernelSources.file(
                        host,
                        SystemRelease.TYPE,
                        "by `capture` only: `" + RELEASE + "`",
                        _ -> Optional.of(Questions.file(
                                SystemRelease.TYPE,
                                0,
                                "",
                                RELEASE,
                                text -> SystemRelease.parse(new String(text, UTF_8))))),
                new Own<>(
                        FileSystemErrors.TYPE,
                        "`/sys/fs/ext4`: which file systems have found errors in themselves",
                        _ -> ErrorCounts.of(host)),
                new InChild<>(
                        SearchedProgram.TYPE,
                        "once one of them is in none: PATH in `/proc/PID/environ` of containerd, the link `/proc/PID/exe`, and "
                                + "the same of what is in those folders",
                        SEARCH,
                        () -> new SearchTask(host),
                        instance -> Optional.of(question(pid(instance), name(instance)))));
    }

    private static Question<SearchedProgram> question(int pid, String name) {
        return new Question<>(
                SearchedProgram.TYPE,
                ProgramFile.instance(pid, name),
                "search of " + name + " for " + pid,
                Subject.files(pid),
                SEARCH,
                List.of(Integer.toString(pid), name),
                answer -> new SearchedProgram(SearchTask.read(pid, name, answer)));
    }

    private static int pid(String instance) {
        return Integer.parseInt(instance.substring(0, instance.indexOf('/')));
    }

    private static String name(String instance) {
        return instance.substring(instance.indexOf('/') + 1);
    }
}
