package io.nodethaw;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Checks compiled classes: the engine of healing names no hop, only acts and canaries change a node, and only the engine runs
 * them.
 */
final class EngineLayout {

    /** Packages that may name neither a hop nor a program, in any string, name or type. */
    private static final List<String> NAMELESS = List.of("io/nodethaw/heal/", "io/nodethaw/remedy/");

    /** Programs on nodes, in addition to the hops, which have the names of their folders. */
    private static final Set<String> PROGRAMS = Set.of(
            "dockerd",
            "crio",
            "crictl",
            "conmon",
            "crun",
            "youki",
            "kata",
            "gvisor",
            "runsc",
            "podman",
            "ctr",
            "nerdctl",
            "cni",
            "flannel",
            "calico",
            "systemctl",
            "busctl",
            "journald",
            "logind",
            "udevd");

    /** The words of a name: "startTransientUnit", "/run/systemd/private". */
    private static final Pattern WORDS = Pattern.compile("[^A-Za-z]+|(?<=[a-z])(?=[A-Z])");

    private static final String KILL = "io/nodethaw/collect/socket/SystemCalls$Name.KILL";
    private static final String SIGNAL = "io/nodethaw/collect/socket/SystemCalls$Name.PIDFD_SEND_SIGNAL";

    /** What can change a node, in our code and in Java: "owner.name", or a whole class. */
    private static final Set<String> CHANGES = Stream.of(
                    List.of(
                            "io/nodethaw/collect/socket/Signals.send",
                            "io/nodethaw/collect/socket/SystemCalls.call",
                            KILL,
                            SIGNAL,
                            "io/nodethaw/collect/wire/http/HttpCall.send",
                            "io/nodethaw/collect/dumps/SignalDump",
                            "io/nodethaw/collect/child/ReaderChild.<init>",
                            "java/lang/ProcessBuilder",
                            "java/lang/Runtime.exec",
                            "java/lang/ProcessHandle.destroy",
                            "java/lang/ProcessHandle.destroyForcibly",
                            "java/lang/Process.destroy",
                            "java/lang/Process.destroyForcibly",
                            "java/io/FileOutputStream",
                            "java/io/FileWriter",
                            "java/io/RandomAccessFile",
                            "java/nio/channels/FileChannel.open"),
                    files("write", "writeString", "newOutputStream", "newBufferedWriter", "newByteChannel", "delete"),
                    files("deleteIfExists", "move", "copy", "createFile", "createDirectory", "createDirectories"),
                    files("createLink", "createSymbolicLink", "createTempFile", "createTempDirectory", "setAttribute"),
                    files("setPosixFilePermissions", "setOwner", "setLastModifiedTime"))
            .flatMap(List::stream)
            .collect(Collectors.toSet());

    /** Writes our own files, in our own folders. */
    private static final String OWN_FILES = "io/nodethaw/file/";

    /** Raises the log level of PID 1 where a user asks for that, and puts it back. */
    private static final String LEVEL = "io/nodethaw/level/";

    /** What these classes do: set the level, on the socket or by a signal, and start the child that guards it. */
    private static final Map<String, Set<String>> RAISES = Map.of(
            LEVEL + "InitLevel",
            Set.of("Set", "io/nodethaw/collect/socket/Signals.send"),
            LEVEL + "GuardProcess",
            Set.of("java/lang/ProcessBuilder", "java/lang/Process.destroyForcibly"),
            // opens cores for reading
            "io/nodethaw/core/FileBytes",
            Set.of("java/nio/channels/FileChannel.open"),
            // has heal done by a child where the owner's policy allows it
            "io/nodethaw/agent/cure/HealChild",
            Set.of("java/lang/ProcessBuilder", "java/lang/Process.destroyForcibly"),
            // has a child tell the cluster of the node what the agent sees
            "io/nodethaw/agent/cluster/ApiChild",
            Set.of("java/lang/ProcessBuilder", "java/lang/Process.destroyForcibly"));

    /** Asks. Here any class may make system calls that only ask, and those below may do what is said of them. */
    private static final String ASKING = "io/nodethaw/collect/";

    private static final String SYSTEM_CALL = "io/nodethaw/collect/socket/SystemCalls.call";

    private static final String SEND = "io/nodethaw/collect/wire/http/HttpCall.send";

    /** The classes that ask and may use something that could change a node, and for what. */
    private static final Map<String, Set<String>> MAY = Map.ofEntries(
            // start programs that only read, and end them: the reader child, journalctl, rpm, runc --version
            may("child/ChildProcess", "java/lang/ProcessBuilder", "java/lang/Process.destroyForcibly"),
            may("journal/Journalctl", "java/lang/ProcessBuilder", "java/lang/Process.destroyForcibly"),
            may("tools/Tool", "java/lang/ProcessBuilder", "java/lang/Process.destroyForcibly"),
            may("tools/Strace", "java/lang/ProcessBuilder"),
            may("packages/Inquiry", "java/lang/ProcessBuilder", "java/lang/Process.destroyForcibly"),
            // open files for reading
            may("memory/ProcessMemory", "java/nio/channels/FileChannel.open"),
            may("dumps/DumpPlaces", "java/nio/channels/FileChannel.open"),
            may("proc/KernelFile", "java/nio/file/Files.newByteChannel"),
            // the one who asks with GET
            may("wire/http/HttpGet", SEND),
            // how a signal is sent, for those who may; and the dump that a user asks for with stacks --signal
            may("socket/Signals", KILL, SIGNAL),
            may("dumps/SignalDump", "io/nodethaw/collect/socket/Signals.send"));

    private static final Set<String> CHANGERS = Set.of("io/nodethaw/remedy/Act", "io/nodethaw/remedy/Canary");

    private final Map<String, ClassModel> classes = new HashMap<>();

    /** For each top-level class the classes that use it. */
    private final Map<String, Set<String>> users = new HashMap<>();

    private EngineLayout(Collection<byte[]> classFiles) {
        for (var bytes : classFiles) {
            var model = ClassFile.of().parse(bytes);
            var name = model.thisClass().asInternalName();
            classes.put(name, model);
            uses(model)
                    .filter(used -> !used.equals(top(name)))
                    .forEach(used ->
                            users.computeIfAbsent(used, _ -> new TreeSet<>()).add(top(name)));
        }
    }

    /** What this check watches but no longer exists, so that it would watch nothing. */
    static List<String> gone(Collection<byte[]> classFiles) {
        var layout = new EngineLayout(classFiles);
        return Stream.of(CHANGES, CHANGERS, MAY.keySet(), RAISES.keySet())
                .flatMap(Set::stream)
                .filter(name -> name.startsWith("io/nodethaw/") && !layout.isThere(name))
                .toList();
    }

    private boolean isThere(String name) {
        int dot = name.indexOf('.');
        var model = classes.get(dot < 0 ? name : name.substring(0, dot));
        return model != null
                && (dot < 0
                        || model.methods().stream()
                                .anyMatch(method -> method.methodName().equalsString(name.substring(dot + 1)))
                        || model.fields().stream()
                                .anyMatch(field -> field.fieldName().equalsString(name.substring(dot + 1))));
    }

    /** What is wrong in these class files, one line for each violation. */
    static List<String> violations(Collection<byte[]> classFiles) {
        var layout = new EngineLayout(classFiles);
        var found = new ArrayList<String>();
        layout.classes.forEach((name, model) -> {
            layout.names(name, model).forEach(word -> found.add(name + ": the engine must not name " + word));
            layout.changes(name, model).forEach(what -> found.add(name + ": only an act or a canary may use " + what));
            layout.orders(name, model).forEach(what -> found.add(name + ": only heal may have " + what + " done"));
        });
        return found;
    }

    private Set<String> names(String name, ClassModel model) {
        var found = new TreeSet<String>();
        if (NAMELESS.stream().anyMatch(name::startsWith)) {
            var parties = parties();
            for (var entry : model.constantPool()) {
                if (entry instanceof Utf8Entry text) {
                    WORDS.splitAsStream(text.stringValue())
                            .map(word -> word.toLowerCase(Locale.ROOT))
                            .filter(parties::contains)
                            .forEach(found::add);
                }
            }
        }
        return found;
    }

    /** The hops' folders, and the programs. */
    private Set<String> parties() {
        var parties = new TreeSet<>(PROGRAMS);
        classes.keySet().stream()
                .filter(name -> name.matches("io/nodethaw/hop/[a-z]+/.*"))
                .map(name -> name.split("/")[3])
                .forEach(parties::add);
        return parties;
    }

    private Set<String> changes(String name, ClassModel model) {
        if (isWiring(name) || name.startsWith(OWN_FILES)) {
            return Set.of();
        }
        var used = new TreeSet<>(ChangingCalls.in(model));
        for (var entry : model.constantPool()) {
            if (entry instanceof MemberRefEntry member) {
                var owner = member.owner().asInternalName();
                Stream.of(owner, owner + "." + member.name().stringValue())
                        .filter(change -> CHANGES.contains(change)
                                && !isOpen(member)
                                && !top(owner).equals(top(name)))
                        .forEach(used::add);
            }
        }
        if (name.startsWith(ASKING)) {
            used.remove(SYSTEM_CALL);
            used.removeAll(MAY.getOrDefault(top(name), Set.of()));
        }
        used.removeAll(RAISES.getOrDefault(top(name), Set.of()));
        return used.isEmpty() || mayChange(top(name), new TreeSet<>()) ? Set.of() : used;
    }

    private static Map.Entry<String, Set<String>> may(String name, String... what) {
        return Map.entry(ASKING + name, Set.of(what));
    }

    /** True for a file that is already open: standard output. */
    private static boolean isOpen(MemberRefEntry member) {
        return member.type().stringValue().equals("(Ljava/io/FileDescriptor;)V");
    }

    /** True for acts and canaries, and for classes that only they use. */
    private boolean mayChange(String top, Set<String> asked) {
        if (isKind(top)) return true;
        if (!asked.add(top)) return true; // a circle: the other users decide
        var all = users.getOrDefault(top, Set.of());
        return !all.isEmpty() && all.stream().allMatch(user -> mayChange(user, asked));
    }

    private boolean isKind(String name) {
        var model = classes.get(name);
        return model != null
                && Stream.concat(model.superclass().stream(), model.interfaces().stream())
                        .map(ClassEntry::asInternalName)
                        .anyMatch(parent -> CHANGERS.contains(parent) || isKind(parent));
    }

    private static Stream<String> uses(ClassModel model) {
        return StreamSupport.stream(model.constantPool().spliterator(), false)
                .filter(ClassEntry.class::isInstance)
                .map(entry -> top(((ClassEntry) entry).asInternalName()));
    }

    /** Calls that change the node, whatever implements them. */
    private Set<String> orders(String name, ClassModel model) {
        var found = new TreeSet<String>();
        for (var entry : model.constantPool()) {
            if (entry instanceof MemberRefEntry member && !name.startsWith("io/nodethaw/heal/")) {
                var owner = member.owner().asInternalName();
                var called = member.name().stringValue();
                boolean orders = called.equals("perform") || called.equals("start") && isCanary(member);
                if (orders && !top(owner).equals(top(name)) && (CHANGERS.contains(owner) || isKind(owner))) {
                    found.add(owner + "." + called);
                }
            }
        }
        return found;
    }

    private static boolean isCanary(MemberRefEntry member) {
        return member.type().stringValue().startsWith("(Lio/nodethaw/remedy/NodeAccess;");
    }

    /** The root package puts everything together, and asks for dumps by signal when the user wants that. */
    private static boolean isWiring(String name) {
        return name.lastIndexOf('/') == "io/nodethaw".length();
    }

    private static String top(String name) {
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }

    private static List<String> files(String... names) {
        return Arrays.stream(names).map(name -> "java/nio/file/Files." + name).toList();
    }
}
