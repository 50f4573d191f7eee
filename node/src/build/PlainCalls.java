import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;

import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.RecordAttribute;
import java.lang.classfile.attribute.RecordComponentInfo;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * {@code java PlainCalls.java IN.jar OUT.jar}: replaces some of javac's invokedynamic by plain bytecode that computes the
 * same: the equals and hashCode of records (ObjectMethods), and switches over types (SwitchBootstraps.typeSwitch). The AOT
 * cache of JDK 25 does not keep these, so they would be generated at every start, and each costs a cold start 5 to 10 ms.
 * Lambdas and string concatenation are kept by the cache, but no lambda that can be serialized: therefore calls of Comparator go
 * to PlainComparators.
 */
final class PlainCalls {

    private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");
    private static final MethodTypeDesc HASH = MethodTypeDesc.of(CD_int);
    private static final MethodTypeDesc EQUALS = MethodTypeDesc.of(CD_boolean, CD_Object);

    private static final ClassDesc COMPARATOR = ClassDesc.of("java.util.Comparator");
    private static final ClassDesc PLAIN_COMPARATORS = ClassDesc.of("io.nodethaw.PlainComparators");

    private final ClassFile classes;

    private PlainCalls(ClassFile classes) {
        this.classes = classes;
    }

    public static void main(String[] args) throws IOException {
        var in = Path.of(args[0]);
        var url = URI.create("jar:" + in.toUri() + "!/").toURL();
        try (var jar = new JarFile(in.toFile());
                var loader = new URLClassLoader(new URL[] {url});
                var out = new ZipOutputStream(Files.newOutputStream(Path.of(args[1])))) {
            // the stack map frames of a changed method are computed anew, which needs the superclasses of our classes
            var kinship = ClassHierarchyResolver.ofResourceParsing(loader)
                    .orElse(ClassHierarchyResolver.defaultResolver())
                    .cached();
            var plain = new PlainCalls(ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(kinship)));
            for (var entry : jar.stream().toList()) {
                var copy = new ZipEntry(entry.getName());
                copy.setTime(entry.getTime());
                out.putNextEntry(copy);
                try (var bytes = jar.getInputStream(entry)) {
                    var old = bytes.readAllBytes();
                    out.write(entry.getName().endsWith(".class") ? plain.rewritten(old) : old);
                }
            }
        }
    }

    private byte[] rewritten(byte[] bytes) {
        var model = classes.parse(bytes);
        boolean record = model.findAttribute(Attributes.record()).isPresent();
        boolean switches = model.methods().stream().anyMatch(PlainCalls::switchesOverTypes);
        boolean compares = model.methods().stream().anyMatch(PlainCalls::comparesByKey);
        if (!record && !switches && !compares) return bytes;
        return classes.transformClass(
                model,
                equalsAndHashCode(model)
                        .andThen(new TypeSwitches(model).transform())
                        .andThen(ClassTransform.transformingMethodBodies(PlainCalls::comparesByKey, comparators())));
    }

    // --- comparators
    // --------------------------------------------------------------------------------------------------

    private static boolean comparesByKey(MethodModel method) {
        return method.code().stream()
                .flatMap(code -> code.elementStream())
                .anyMatch(element -> element instanceof InvokeInstruction call && comparesByKey(call));
    }

    /** Comparator.comparing, comparingInt, thenComparing and the like. */
    private static boolean comparesByKey(InvokeInstruction call) {
        var name = call.name().stringValue();
        return call.owner().asSymbol().equals(COMPARATOR)
                && (name.startsWith("comparing") || name.startsWith("thenComparing"));
    }

    private static CodeTransform comparators() {
        return (code, element) -> {
            if (element instanceof InvokeInstruction call && comparesByKey(call)) {
                var type = call.typeSymbol();
                code.invokestatic(
                        PLAIN_COMPARATORS,
                        call.name().stringValue(),
                        call.opcode() == Opcode.INVOKESTATIC ? type : type.insertParameterTypes(0, COMPARATOR));
            } else {
                code.with(element);
            }
        };
    }

    // --- records
    // ------------------------------------------------------------------------------------------------------

    private static ClassTransform equalsAndHashCode(ClassModel model) {
        return (builder, element) -> {
            if (element instanceof MethodModel method && isMadeBy("ObjectMethods", method, "hashCode", HASH)) {
                builder.withMethodBody("hashCode", HASH, method.flags().flagsMask(), code -> hashCode(code, model));
            } else if (element instanceof MethodModel method && isMadeBy("ObjectMethods", method, "equals", EQUALS)) {
                builder.withMethodBody("equals", EQUALS, method.flags().flagsMask(), code -> equals(code, model));
            } else {
                builder.with(element);
            }
        };
    }

    private static boolean isMadeBy(String bootstrap, MethodModel method, String name, MethodTypeDesc type) {
        return method.methodName().equalsString(name)
                && method.methodTypeSymbol().equals(type)
                && calls(method).anyMatch(call -> isBootstrap(call, bootstrap));
    }

    /** 31 times what came before plus the component's own, as java.lang.runtime.ObjectMethods computes it. */
    private static void hashCode(CodeBuilder code, ClassModel model) {
        code.iconst_0();
        for (var component : components(model)) {
            var type = component.descriptorSymbol();
            code.bipush(31).imul();
            load(code, model, component, 0);
            if (type.isPrimitive()) {
                code.invokestatic(boxed(type), "hashCode", MethodTypeDesc.of(CD_int, type));
            } else {
                code.invokestatic(OBJECTS, "hashCode", MethodTypeDesc.of(CD_int, CD_Object));
            }
            code.iadd();
        }
        code.ireturn();
    }

    private static void equals(CodeBuilder code, ClassModel model) {
        var self = model.thisClass().asSymbol();
        var differs = code.newLabel();
        var same = code.newLabel();
        code.aload(0).aload(1).if_acmpeq(same);
        code.aload(1).instanceOf(self).ifeq(differs);
        code.aload(1).checkcast(self).astore(2);
        for (var component : components(model)) {
            var type = component.descriptorSymbol();
            load(code, model, component, 0);
            load(code, model, component, 2);
            if (!type.isPrimitive()) {
                code.invokestatic(OBJECTS, "equals", MethodTypeDesc.of(CD_boolean, CD_Object, CD_Object))
                        .ifeq(differs);
            } else if (TypeKind.from(type).asLoadable() == TypeKind.INT) {
                code.if_icmpne(differs);
            } else {
                code.invokestatic(boxed(type), "compare", MethodTypeDesc.of(CD_int, type, type))
                        .ifne(differs);
            }
        }
        code.labelBinding(same).iconst_1().ireturn();
        code.labelBinding(differs).iconst_0().ireturn();
    }

    private static void load(CodeBuilder code, ClassModel model, RecordComponentInfo component, int slot) {
        code.aload(slot)
                .getfield(model.thisClass().asSymbol(), component.name().stringValue(), component.descriptorSymbol());
    }

    private static List<RecordComponentInfo> components(ClassModel model) {
        return model.findAttribute(Attributes.record())
                .map(RecordAttribute::components)
                .orElseThrow();
    }

    private static ClassDesc boxed(ClassDesc primitive) {
        return switch (primitive.descriptorString()) {
            case "Z" -> ClassDesc.of("java.lang.Boolean");
            case "B" -> ClassDesc.of("java.lang.Byte");
            case "C" -> ClassDesc.of("java.lang.Character");
            case "S" -> ClassDesc.of("java.lang.Short");
            case "I" -> ClassDesc.of("java.lang.Integer");
            case "J" -> ClassDesc.of("java.lang.Long");
            case "F" -> ClassDesc.of("java.lang.Float");
            default -> ClassDesc.of("java.lang.Double");
        };
    }

    // --- switches
    // -----------------------------------------------------------------------------------------------------

    private static boolean switchesOverTypes(MethodModel method) {
        return calls(method).anyMatch(PlainCalls::isTypeSwitch);
    }

    private static boolean isTypeSwitch(InvokeDynamicInstruction call) {
        return isBootstrap(call, "SwitchBootstraps")
                && call.bootstrapMethod().methodName().equals("typeSwitch")
                && call.bootstrapArgs().stream().allMatch(ClassDesc.class::isInstance);
    }

    private static Stream<InvokeDynamicInstruction> calls(MethodModel method) {
        return method.code().stream()
                .flatMap(code -> code.elementStream())
                .filter(InvokeDynamicInstruction.class::isInstance)
                .map(InvokeDynamicInstruction.class::cast);
    }

    private static boolean isBootstrap(InvokeDynamicInstruction call, String owner) {
        return call.bootstrapMethod().owner().descriptorString().equals("Ljava/lang/runtime/" + owner + ";");
    }

    /** Puts each switch of one class into a method of its own, which answers with the number of the first type that fits. */
    private static final class TypeSwitches {
        private final ClassModel model;
        private final List<InvokeDynamicInstruction> found = new ArrayList<>();

        TypeSwitches(ClassModel model) {
            this.model = model;
        }

        ClassTransform transform() {
            CodeTransform calls = (code, element) -> {
                if (element instanceof InvokeDynamicInstruction call && isTypeSwitch(call)) {
                    code.invokestatic(
                            model.thisClass().asSymbol(), name(found.size()), call.typeSymbol(), isInterface());
                    found.add(call);
                } else {
                    code.with(element);
                }
            };
            return ClassTransform.transformingMethodBodies(PlainCalls::switchesOverTypes, calls)
                    .andThen(ClassTransform.endHandler(this::addMethods));
        }

        private boolean isInterface() {
            return model.flags().has(AccessFlag.INTERFACE);
        }

        private static String name(int number) {
            return "typeSwitch$" + number;
        }

        private void addMethods(ClassBuilder builder) {
            int flags = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;
            for (int i = 0; i < found.size(); i++) {
                var call = found.get(i);
                builder.withMethodBody(name(i), call.typeSymbol(), flags, code -> choose(code, call.bootstrapArgs()));
            }
        }

        /** Returns -1 for null; otherwise the first index from the second argument on whose type fits, or their number. */
        private static void choose(CodeBuilder code, List<? extends ConstantDesc> types) {
            var some = code.newLabel();
            code.aload(0).ifnonnull(some);
            code.iconst_m1().ireturn();
            code.labelBinding(some);
            for (int i = 0; i < types.size(); i++) {
                var next = code.newLabel();
                code.iload(1).loadConstant(i).if_icmpgt(next);
                code.aload(0).instanceOf((ClassDesc) types.get(i)).ifeq(next);
                code.loadConstant(i).ireturn();
                code.labelBinding(next);
            }
            code.loadConstant(types.size()).ireturn();
        }
    }
}
