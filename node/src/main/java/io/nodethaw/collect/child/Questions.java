package io.nodethaw.collect.child;

import io.nodethaw.evidence.DescriptorInfo;
import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Freeze;
import io.nodethaw.evidence.KernelLog;
import io.nodethaw.evidence.KernelStack;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Mounts;
import io.nodethaw.evidence.SystemCall;
import java.util.List;
import java.util.Optional;

/** The questions that {@link KernelTasks} answers. */
public final class Questions {
    private Questions() {}

    /** The question behind a key; empty when it is none of these, or its instance does not name one. */
    public static Optional<Question<?>> of(Key key) {
        try {
            return known(key);
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static Optional<Question<?>> known(Key key) {
        var parts = key.instance().split("/", -1);
        if (key.fact().equals(KernelLog.TYPE.name())) {
            return Optional.of(kernelLog());
        }
        if (key.fact().equals(SystemCall.TYPE.name())) {
            return Optional.of(systemCall(Integer.parseInt(parts[0]), Integer.parseInt(parts[1])));
        }
        if (key.fact().equals(KernelStack.TYPE.name())) {
            return Optional.of(kernelStack(Integer.parseInt(parts[0]), Integer.parseInt(parts[1])));
        }
        if (key.fact().equals(DescriptorInfo.TYPE.name())) {
            return Optional.of(descriptorInfo(Integer.parseInt(parts[0]), Integer.parseInt(parts[1])));
        }
        if (key.fact().equals(Mounts.TYPE.name())) {
            return Optional.of(mounts(Integer.parseInt(parts[0])));
        }
        if (key.fact().equals(Freeze.TYPE.name())) {
            return Optional.of(freeze(Integer.parseInt(parts[0])));
        }
        return Optional.empty();
    }

    /** The system call a thread is in. */
    public static Question<SystemCall> systemCall(int pid, int tid) {
        return file(
                SystemCall.TYPE,
                pid + "/" + tid,
                "/proc/" + pid + "/task/" + tid + "/syscall",
                text -> KernelTexts.systemCall(pid, tid, text));
    }

    /** Where in the kernel a thread is. */
    public static Question<KernelStack> kernelStack(int pid, int tid) {
        return file(
                KernelStack.TYPE,
                pid + "/" + tid,
                "/proc/" + pid + "/task/" + tid + "/stack",
                text -> KernelTexts.stack(pid, tid, text));
    }

    /** What the kernel says of one open file. */
    public static Question<DescriptorInfo> descriptorInfo(int pid, int fd) {
        return file(
                DescriptorInfo.TYPE,
                pid + "/" + fd,
                "/proc/" + pid + "/fdinfo/" + fd,
                text -> KernelTexts.descriptor(pid, fd, text));
    }

    /** The mounts that a process sees. */
    public static Question<Mounts> mounts(int pid) {
        return file(
                Mounts.TYPE, Integer.toString(pid), "/proc/" + pid + "/mountinfo", text -> MountText.parse(pid, text));
    }

    /** The cgroups of a process, and whether it is frozen. */
    public static Question<Freeze> freeze(int pid) {
        return new Question<>(
                Freeze.TYPE,
                Integer.toString(pid),
                "read of the cgroups of " + pid,
                KernelTasks.FREEZE,
                List.of(Integer.toString(pid)),
                answer -> FreezeText.read(pid, answer));
    }

    /** What the kernel log tells of waits. */
    public static Question<KernelLog> kernelLog() {
        return new Question<>(
                KernelLog.TYPE, "", "read of /dev/kmsg", KernelTasks.KERNEL_LOG, List.of(), KernelLogText::parse);
    }

    private static <T> Question<T> file(FactType<T> type, String instance, String path, Question.Decoder<T> decoder) {
        return new Question<>(type, instance, "read of " + path, KernelTasks.FILE, List.of(path), decoder);
    }
}
