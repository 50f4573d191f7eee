package io.nodethaw.collect.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.nodethaw.evidence.ContainerConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The annotations of a bundle that name its pod and container, as the runtimes write them and as the reader child sends them. */
final class ConfigText {
    /** The member of config.json that holds them (OCI runtime specification, config.md). */
    private static final String ANNOTATIONS = "annotations";

    // containerd since 1.5 (pkg/cri/annotations), then CRI-O (kubelet's labels, pkg/kubelet/types)
    private static final List<String> NAMESPACE =
            List.of("io.kubernetes.cri.sandbox-namespace", "io.kubernetes.pod.namespace");
    private static final List<String> POD = List.of("io.kubernetes.cri.sandbox-name", "io.kubernetes.pod.name");
    private static final List<String> CONTAINER =
            List.of("io.kubernetes.cri.container-name", "io.kubernetes.container.name");

    private static final List<String> UID = List.of("io.kubernetes.cri.sandbox-uid", "io.kubernetes.pod.uid");

    private ConfigText() {}

    /** The annotations that are texts; broken JSON is an IOException. */
    static Map<String, String> annotations(byte[] config) throws IOException {
        var found = new HashMap<String, String>();
        try (var json = new JsonReader(new InputStreamReader(new ByteArrayInputStream(config), UTF_8))) {
            json.beginObject();
            while (json.hasNext()) {
                if (json.nextName().equals(ANNOTATIONS) && json.peek() == JsonToken.BEGIN_OBJECT) {
                    texts(json, found);
                    return found;
                }
                json.skipValue();
            }
            return found;
        } catch (IllegalStateException e) {
            throw new IOException("config.json is not as the specification has it", e);
        }
    }

    private static void texts(JsonReader json, Map<String, String> into) throws IOException {
        json.beginObject();
        while (json.hasNext()) {
            var name = json.nextName();
            if (json.peek() == JsonToken.STRING) {
                into.put(name, json.nextString());
            } else {
                json.skipValue();
            }
        }
        json.endObject();
    }

    /** Namespace, pod, container and UID, each ended by a NUL. */
    static byte[] write(Map<String, String> annotations) {
        return (first(annotations, NAMESPACE)
                        + first(annotations, POD)
                        + first(annotations, CONTAINER)
                        + first(annotations, UID))
                .getBytes(UTF_8);
    }

    private static String first(Map<String, String> annotations, List<String> names) {
        for (var name : names) {
            var text = annotations.get(name);
            if (text != null) {
                return text.replace("\0", "") + '\0';
            }
        }
        return "\0";
    }

    static ContainerConfig read(byte[] answer) throws IOException {
        var parts = new String(answer, UTF_8).split("\0", -1);
        if (parts.length != 5) {
            throw new IOException("reader child: container-config answer of " + parts.length + " parts");
        }
        return new ContainerConfig(
                parts[0], parts[1], parts[2], Optional.of(parts[3]).filter(uid -> !uid.isEmpty()));
    }
}
