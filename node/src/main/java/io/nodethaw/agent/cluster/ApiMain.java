package io.nodethaw.agent.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/** The child that talks to the API server: requests come in, a line each, and a reply goes out for each. It ends with its input. */
public final class ApiMain {
    private ApiMain() {}

    /**
     * Sends what comes in, until that ends.
     *
     * @param where how to get at the server: "kubeconfig", and the file; or "pod", and the server's host and port
     */
    public static void run(InputStream in, OutputStream out, List<String> where) throws IOException {
        var reader = new BufferedReader(new InputStreamReader(in, UTF_8));
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            out.write(reply(line, where).line().getBytes(UTF_8));
            out.flush();
        }
    }

    private static Reply reply(String line, List<String> where) {
        try {
            return new ApiCall(access(where)).send(Request.parse(line));
        } catch (IOException | RuntimeException e) {
            return Reply.none(String.valueOf(e.getMessage()));
        }
    }

    private static Access access(List<String> where) throws IOException {
        if (where.size() == 2 && where.getFirst().equals("kubeconfig")) {
            return Access.kubeconfig(Path.of(where.get(1)));
        }
        if (where.size() == 3 && where.getFirst().equals("pod")) {
            return Access.inPod(where.get(1), Integer.parseInt(where.get(2)));
        }
        throw new IOException("it is not said where the API server is");
    }
}
