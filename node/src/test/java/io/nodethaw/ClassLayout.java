package io.nodethaw;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Checks compiled classes: what judges must neither do I/O nor look at a clock, so that a verdict from recorded evidence is the
 * verdict the node would have got. It reads the constant pools, from which no wildcard import or full name can hide.
 */
final class ClassLayout {

    /** Classes that implement one of these must be pure, with their nested classes. */
    private static final Set<String> PURE_KINDS =
            Set.of("io/nodethaw/analysis/Rule", "io/nodethaw/analysis/CauseRule", "io/nodethaw/wait/EdgeSource");

    /** Packages that must be pure as a whole. */
    private static final List<String> PURE_PACKAGES = List.of("io/nodethaw/wait/");

    /** Classes that touch the world outside, by the beginning of their names. */
    private static final List<String> WORLDLY = List.of(
            "java/io/",
            "java/nio/file/",
            "java/nio/channels/",
            "java/net/",
            "java/lang/foreign/",
            "java/lang/Process",
            "java/lang/Runtime",
            "java/lang/Thread",
            "java/util/Timer",
            "java/util/concurrent/Exec",
            "java/time/Clock",
            "java/time/InstantSource");

    /** A library that works only on what it is given: it reads its own data files and opens nothing else. */
    private static final String LIBRARY = "io/nodethaw/golang/";

    /** Classes that would let it look at the machine it runs on. */
    private static final List<String> LIVE = List.of(
            "java/io/File",
            "java/io/RandomAccessFile",
            "java/nio/file/",
            "java/nio/channels/",
            "java/net/",
            "java/lang/foreign/",
            "java/lang/Process",
            "java/lang/Runtime",
            "java/time/Clock",
            "java/time/InstantSource");

    private static final Set<String> WORLDLY_OF_SYSTEM = Set.of(
            "currentTimeMillis",
            "nanoTime",
            "getenv",
            "getProperty",
            "in",
            "out",
            "err",
            "exit",
            "load",
            "loadLibrary");

    private ClassLayout() {}

    /** What is wrong in these class files, one line for each violation. */
    static List<String> violations(Collection<byte[]> classFiles) {
        var classes = new HashMap<String, ClassModel>();
        for (var bytes : classFiles) {
            var model = ClassFile.of().parse(bytes);
            classes.put(model.thisClass().asInternalName(), model);
        }
        var found = new ArrayList<String>();
        var pure = pureTops(classes);
        classes.forEach((name, model) -> {
            if (pure.contains(top(name)) || PURE_PACKAGES.stream().anyMatch(name::startsWith)) {
                worldly(model, WORLDLY).forEach(use -> found.add(name + ": is pure and must not use " + use));
            }
            if (name.startsWith(LIBRARY)) {
                worldly(model, LIVE).stream()
                        .filter(use -> !use.contains(".getResource"))
                        .forEach(use -> found.add(name + ": reads what it is given and must not use " + use));
            }
        });
        return found;
    }

    /** The top-level classes that are pure, or hold a nested class that is. */
    private static Set<String> pureTops(Map<String, ClassModel> classes) {
        var tops = new HashSet<String>();
        for (var name : classes.keySet()) {
            if (supertypes(name, classes).anyMatch(PURE_KINDS::contains)) tops.add(top(name));
        }
        return tops;
    }

    private static Stream<String> supertypes(String name, Map<String, ClassModel> classes) {
        var model = classes.get(name);
        if (model == null) return Stream.of(name);
        var parents = Stream.concat(model.superclass().stream(), model.interfaces().stream());
        return Stream.concat(Stream.of(name), parents.flatMap(parent -> supertypes(parent.asInternalName(), classes)));
    }

    private static Set<String> worldly(ClassModel model, List<String> classesOfTheWorld) {
        var uses = new TreeSet<String>();
        for (PoolEntry entry : model.constantPool()) {
            if (entry instanceof ClassEntry type
                    && classesOfTheWorld.stream().anyMatch(type.asInternalName()::startsWith)) {
                uses.add(type.asInternalName());
            } else if (entry instanceof MemberRefEntry member && touchesTheWorld(member)) {
                uses.add(member.owner().asInternalName() + "." + member.name().stringValue());
            }
        }
        return uses;
    }

    private static boolean touchesTheWorld(MemberRefEntry member) {
        var owner = member.owner().asInternalName();
        var name = member.name().stringValue();
        return (owner.equals("java/lang/System") && WORLDLY_OF_SYSTEM.contains(name))
                || (owner.startsWith("java/time/") && name.equals("now"))
                || (owner.equals("java/lang/Class") && name.startsWith("getResource"));
    }

    private static String top(String name) {
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }
}
