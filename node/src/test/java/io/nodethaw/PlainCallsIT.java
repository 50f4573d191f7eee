package io.nodethaw;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Code that src/build/PlainCalls.java rewrites must compute the same as javac's own code. */
class PlainCallsIT {

    private static final String SAMPLE = """
            package sample;

            import java.util.Arrays;
            import java.util.Comparator;
            import java.util.List;

            public class Sample {
                record All(boolean z, byte b, char c, short s, int i, long j, float f, double d, String text, int[] array) {}
                record Nothing() {}
                record Own(int i) {
                    @Override public int hashCode() { return 7; }
                }
                sealed interface Shape {
                    record Circle(int r) implements Shape {}
                    record Square(int a) implements Shape {}
                    enum Point implements Shape { HERE }
                    default String kind() {
                        return switch (this) {
                            case Circle circle when circle.r() == 0 -> "no circle";
                            case Circle circle -> "circle " + circle.r();
                            case Square(int a) -> "square " + a;
                            case Point point -> "point " + point;
                        };
                    }
                }
                static String of(Object any) {
                    return switch (any) {
                        case null -> "null";
                        case String text when text.isEmpty() -> "no text";
                        case CharSequence text -> "text " + text;
                        case int[] numbers -> "numbers " + numbers.length;
                        case Integer one when one > 5 -> "big";
                        case Integer _ -> "small";
                        default -> any instanceof Shape shape ? shape.kind() : "other";
                    };
                }
                static All with(float f, double d, String text, int[] array) {
                    return new All(true, (byte) -1, 'c', (short) -2, 3, 1L << 40, f, d, text, array);
                }
                record Part(int i, long j, double d, String text) {
                    @Override public String toString() { return text + i + j + d; }
                }
                private static final List<Part> ALL = List.of(new Part(2, 1L << 40, -0.0, "b"), new Part(-1, 5, 0.0, "b"),
                        new Part(2, -5, Double.NaN, "a"), new Part(7, 5, -3, "c"), new Part(2, 6, 1, "a"));
                private static List<Comparator<Part>> orders() {
                    return List.of(
                            Comparator.comparing(Part::text),
                            Comparator.comparing(Part::text, Comparator.reverseOrder()),
                            Comparator.comparingInt(Part::i),
                            Comparator.comparingLong(Part::j).reversed(),
                            Comparator.comparingDouble(Part::d),
                            Comparator.comparing(Part::text).thenComparing(Part::d),
                            Comparator.comparing(Part::text).thenComparing(Comparator.comparingInt(Part::i)),
                            Comparator.comparingInt(Part::i).thenComparing(Part::text, Comparator.reverseOrder()),
                            Comparator.comparing(Part::text).thenComparingInt(Part::i),
                            Comparator.comparingInt(Part::i).thenComparingLong(Part::j),
                            Comparator.comparing(Part::text).reversed().thenComparingDouble(Part::d));
                }
                public static String results() {
                    var array = new int[] {1};
                    var all = List.of(with(1, 2, "a", array), with(1, 2, "a", array), with(1, 2, "b", array),
                            with(-0f, 2, "a", array), with(0f, 2, "a", array), with(Float.NaN, Double.NaN, null, null),
                            with(Float.NaN, Double.NaN, null, null), with(1, -0.0, "a", array), with(1, 0.0, "a", array));
                    var said = new StringBuilder();
                    for (var one : all) {
                        said.append(one.array() == null ? one.hashCode() : 0);
                        for (var other : all) said.append(one.equals(other) ? '=' : '!');
                    }
                    said.append(new All(false, (byte) 1, 'x', (short) 2, 3, 4L, 5f, 6d, "seven", null).hashCode());
                    said.append(all.get(0).equals(null)).append(all.get(0).equals("a"));
                    said.append(new Nothing().hashCode()).append(new Nothing().equals(new Nothing()));
                    said.append(new Own(1).hashCode()).append(new Own(1).equals(new Own(1)));
                    for (var any : Arrays.asList(null, "", "x", new StringBuilder("y"), array, 3, 9, 1L,
                            new Shape.Circle(0), new Shape.Circle(2), new Shape.Square(3), Shape.Point.HERE)) {
                        said.append(of(any)).append(';');
                    }
                    for (var order : orders()) {
                        said.append(' ');
                        ALL.stream().sorted(order).forEach(one -> said.append(one).append(' '));
                    }
                    return said.toString();
                }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void everythingComputesTheSame() throws Exception {
        var before = folder.resolve("before.jar");
        var after = folder.resolve("after.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(before))) {
            for (var bytes : Compiled.of("sample.Sample", SAMPLE)) {
                var name = ClassFile.of().parse(bytes).thisClass().asInternalName();
                out.putNextEntry(new ZipEntry(name + ".class"));
                out.write(bytes);
            }
        }
        rewrite(before, after);
        assertThat(results(after))
                .isEqualTo(results(before))
                .contains("no text;text x;text y;numbers 1;small;big;other;");
        assertThat(uses(before)).isTrue();
        assertThat(uses(after)).isFalse();
    }

    private void rewrite(Path before, Path after) throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin/java").toString();
        var program = Path.of(System.getProperty("basedir", "."), "src/build/PlainCalls.java")
                .toString();
        var child = new ProcessBuilder(java, program, before.toString(), after.toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(child.getInputStream().readAllBytes(), UTF_8);
        assertThat(child.waitFor()).as(said).isZero();
    }

    private static String results(Path jar) throws IOException, ReflectiveOperationException {
        try (var loader =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, PlainComparators.class.getClassLoader())) {
            return (String)
                    loader.loadClass("sample.Sample").getMethod("results").invoke(null);
        }
    }

    /**
     * Whether a type switch still uses invokedynamic, or a comparator is still the JDK's own. The instructions are searched,
     * because constant pools keep names that nobody uses.
     */
    private static boolean uses(Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile());
                var in = file.getInputStream(file.getEntry("sample/Sample.class"))) {
            return ClassFile.of().parse(in.readAllBytes()).methods().stream()
                    .flatMap(method -> method.code().stream())
                    .flatMap(code -> code.elementStream())
                    .anyMatch(PlainCallsIT::isReplaced);
        }
    }

    private static boolean isReplaced(CodeElement element) {
        return switch (element) {
            case InvokeDynamicInstruction call ->
                call.bootstrapMethod().methodName().equals("typeSwitch");
            case InvokeInstruction call ->
                call.owner().asInternalName().equals("java/util/Comparator")
                        && call.name().stringValue().toLowerCase(Locale.ROOT).contains("comparing");
            default -> false;
        };
    }
}
