package io.nodethaw.agent.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Has requests sent by a child, which ends afterwards. It blocks while they are sent; so it is called beside the rounds. */
public final class ApiChild implements Courier {
    /** Each of its questions has ten seconds; on a busy machine the child takes seconds to start. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** For a request of each node: ten thousand at some 25 ms each. */
    private static final Duration FOR_ALL = Duration.ofMinutes(10);

    private final List<String> command;

    /** @param command program and arguments that lead to {@link ApiMain#run} */
    public ApiChild(List<String> command) {
        this.command = List.copyOf(command);
    }

    @Override
    public List<Reply> send(List<Request> requests) {
        var replies = new ArrayList<Reply>();
        try {
            converse(requests, replies);
        } catch (IOException | OutOfMemoryError e) { // the second: no thread that waits for its end
            fill(replies, requests.size(), "no child that talks to the API server: " + e.getMessage());
        }
        fill(replies, requests.size(), "the child that talks to the API server has ended");
        return replies;
    }

    private static void fill(List<Reply> replies, int count, String why) {
        while (replies.size() < count) {
            replies.add(Reply.none(why));
        }
    }

    private void converse(List<Request> requests, List<Reply> replies) throws IOException {
        var builder =
                new ProcessBuilder(command).directory(new File("/")).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("MALLOC_ARENA_MAX", "1");
        var process = builder.start();
        var patience = requests.stream().anyMatch(Request::isOfEachNode) ? FOR_ALL : PATIENCE;
        var limit = Thread.ofPlatform().daemon().name("api-limit").start(() -> end(process, patience));
        try (var in = process.inputReader(UTF_8)) {
            try (var out = process.outputWriter(UTF_8)) {
                for (var request : requests) {
                    out.write(request.line());
                }
            }
            for (var line = in.readLine(); line != null && replies.size() < requests.size(); line = in.readLine()) {
                replies.add(Reply.parse(line));
            }
        } finally {
            process.destroyForcibly();
            limit.interrupt();
        }
    }

    private static void end(Process process, Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            return; // it has told all
        }
    }
}
