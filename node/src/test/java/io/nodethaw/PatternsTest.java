package io.nodethaw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No text can use up the stack: where a group is repeated and may give back what it took, {@link Pattern} goes one call deeper each
 * time. Such a repetition has a bound, or gives nothing back.
 */
class PatternsTest {
    private static final Path CLASSES = Path.of(System.getProperty("basedir", "."), "target/classes");

    /** A repetition; what follows it makes it possessive. */
    private static final Pattern REPEATED = Pattern.compile("^(?:\\*|\\+|\\{\\d+(?:(,)(\\d*))?\\})(\\+?)");

    /** The stack of a thread holds some thousands of rounds, a few calls each. */
    private static final int MOST = 400;

    @Test
    void noGroupIsRepeatedWithoutBoundAndGivenBack() throws IOException {
        try (var files = Files.walk(CLASSES)) {
            var deep = files.filter(file -> file.toString().endsWith(".class"))
                    .map(file -> CLASSES.relativize(file).toString().replace('/', '.'))
                    .filter(name -> name.startsWith("io.nodethaw."))
                    .map(name -> name.substring(0, name.length() - ".class".length()))
                    .flatMap(PatternsTest::deepOf)
                    .toList();
            assertThat(deep).isEmpty();
        }
    }

    @Test
    void repetitionsAreFound() {
        assertThat(deep("a(?:b|c)*d")).hasSize(1);
        assertThat(deep("a(?:b|c){1,8000}d")).hasSize(1);
        assertThat(deep("(?:b|[)]\\)(c)+)x")).hasSize(1);
        assertThat(deep("a(?:b|c)*+(?:d){0,20}e[(]*f\\(*(?:x){3}")).isEmpty();
    }

    private static Stream<String> deepOf(String name) {
        try {
            return Arrays.stream(Class.forName(name, false, PatternsTest.class.getClassLoader())
                            .getDeclaredFields())
                    .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == Pattern.class)
                    .peek(field -> field.setAccessible(true))
                    .flatMap(field ->
                            deep(pattern(field)).stream().map(found -> name + "." + field.getName() + ": " + found));
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static String pattern(Field field) {
        try {
            return ((Pattern) field.get(null)).pattern();
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> deep(String pattern) {
        var found = new ArrayList<String>();
        var open = new ArrayDeque<Integer>();
        int inClass = 0;
        for (int i = 0; i < pattern.length(); i++) {
            char letter = pattern.charAt(i);
            if (letter == '\\') {
                i++;
            } else if (letter == '[') {
                inClass++;
            } else if (letter == ']' && inClass > 0) {
                inClass--;
            } else if (letter == '(' && inClass == 0) {
                open.push(i);
            } else if (letter == ')' && inClass == 0) {
                int begin = open.pop();
                if (isDeep(pattern.substring(i + 1))) {
                    found.add(pattern.substring(begin, i + 1));
                }
            }
        }
        return found;
    }

    private static boolean isDeep(String rest) {
        var repeated = REPEATED.matcher(rest);
        if (!repeated.find() || !repeated.group(3).isEmpty()) {
            return false;
        }
        if (!rest.startsWith("{")) {
            return true;
        }
        var most = repeated.group(2);
        return most != null && (most.isEmpty() || Integer.parseInt(most) > MOST);
    }
}
