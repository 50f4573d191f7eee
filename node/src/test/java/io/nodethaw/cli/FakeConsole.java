package io.nodethaw.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Runs the command and keeps what it printed. */
final class FakeConsole implements Console.Environment {
    final FakeTools tools = new FakeTools();
    final Map<String, String> variables = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    String stdin = "";
    boolean terminal;
    OptionalInt columns = OptionalInt.empty();
    Optional<String> outputFailure = Optional.empty();

    int run(String... args) {
        out.reset();
        err.reset();
        var console = new Console(
                new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                this);
        return new Cli(tools, console, "0.0").run(args);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Override
    public String variable(String name) {
        return variables.getOrDefault(name, "");
    }

    @Override
    public boolean isTerminal(int fd) {
        return terminal;
    }

    @Override
    public OptionalInt columns() {
        return columns;
    }

    @Override
    public Optional<String> outputFailure() {
        return outputFailure;
    }
}
