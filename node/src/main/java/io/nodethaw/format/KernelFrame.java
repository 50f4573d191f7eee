package io.nodethaw.format;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** One frame of a kernel stack, as the kernel prints it in its log and in {@code /proc/PID/stack} (lib/vsprintf.c, %pS, %pB). */
public final class KernelFrame {
    /**
     * "[&lt;0&gt;] futex_wait+0x12/0x34 [module]", " ? schedule+0x8e/0x2060", "[&lt;ffffffff8168c169&gt;] schedule+0x29/0x70". The
     * address is hidden from most readers, and the size of the function may be missing. On ppc64le the stack pointer stands before
     * the address: "[c000000049a87880] [c00000000138d5ec] schedule_timeout+0x36c/0x810" (arch/powerpc/kernel/process.c, show_stack).
     */
    private static final Pattern FRAME =
            Pattern.compile("^(?:#\\d{1,3} +)?(?:(?:\\[[0-9a-f]{16}\\] ){2})?(?:\\[ *<[0-9a-fx]{1,18}>\\] *)?(\\? )?"
                    + "(?:\\[<[0-9a-fx]{1,18}>\\] *)?(\\? )?([A-Za-z_][\\w.$]{0,127})\\+0x[0-9a-f]{1,8}(?:/0x[0-9a-f]{1,8})?"
                    + "(?: \\[\\w[\\w -]{0,63}\\])?(?: .{0,200})?$");

    /** "[&lt;80c1e5e8&gt;] (__schedule) from [&lt;80c1eb20&gt;] (schedule+0x60/0xdc)" (arch/arm/kernel/traps.c, dump_backtrace_entry). */
    private static final Pattern CALLED = Pattern.compile(
            "^\\[<[0-9a-f]{8}>\\] \\(([A-Za-z_][\\w.$]{0,127})\\) from \\[<[0-9a-f]{8}>\\] \\(.{1,200}$");

    /** A line in the source of the kernel, which lies in one of these folders. */
    private static final String SOURCE =
            "(?:[\\w./-]{0,120}/)?(?:arch|block|crypto|drivers|fs|include|io_uring|ipc|kernel|lib|mm|net|security|sound|virt)"
                    + "/[\\w./-]{1,120}\\.[chS]:\\d{1,6}";

    /**
     * A frame of which scripts/decode_stacktrace.sh, or who reported it, has found the line in the source: "__schedule
     * (kernel/sched/core.c:6490 (discriminator 4))", "context_switch kernel/sched/core.c:5178 [inline]".
     */
    private static final Pattern DECODED = Pattern.compile("^(?:\\? )?([A-Za-z_][\\w.$]{0,127}) (?:\\(" + SOURCE
            + ".{0,200}\\)(?: \\w[\\w-]{0,63})?|" + SOURCE + " \\[inline\\])$");

    private KernelFrame() {}

    /** The function of a frame, without what compilers add to its name. */
    public static Optional<String> function(String line) {
        var match = FRAME.matcher(line);
        if (match.matches()) {
            return Optional.of(plain(match.group(3)));
        }
        var called = CALLED.matcher(line);
        if (called.matches()) {
            return Optional.of(plain(called.group(1)));
        }
        var decoded = DECODED.matcher(line);
        return decoded.matches() ? Optional.of(plain(decoded.group(1))) : Optional.empty();
    }

    /** True for a frame that the kernel is not sure of: an address that happens to lie on the stack. */
    public static boolean isGuess(String line) {
        if (line.startsWith("? ")) {
            return true;
        }
        var match = FRAME.matcher(line);
        return match.matches() && (match.group(1) != null || match.group(2) != null);
    }

    /** True for a stack that begins where threads of the kernel begin (kernel/kthread.c, arch/x86/kernel/process.c). */
    public static boolean isOfKernelThread(List<String> functions) {
        return functions.stream()
                        .anyMatch(function -> function.equals("kthread") || function.startsWith("ret_from_fork"))
                && functions.stream()
                        .noneMatch(function -> function.startsWith("do_syscall") || function.contains("entry_SYSCALL"));
    }

    /** "__mutex_lock" of "__mutex_lock.isra.2", "__mutex_lock.constprop.0". */
    private static String plain(String function) {
        int point = function.indexOf('.');
        return point > 0 ? function.substring(0, point) : function;
    }
}
