import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Properties;
import java.util.function.Predicate;

/**
 * {@code java -cp gson.jar Sbom.java BOM LIBRARIES RELEASE MODULES}: prints the CycloneDX document BOM, which Maven made of what
 * the program is built with, as one of what is packaged: the jars in the folder LIBRARIES and no others, and the Java runtime,
 * which Maven knows nothing of. RELEASE is the file of that name of its JDK, MODULES the linked modules.
 */
final class Sbom {
    public static void main(String[] args) throws IOException, GeneralSecurityException {
        var bom = JsonParser.parseString(Files.readString(Path.of(args[0]))).getAsJsonObject();
        leaveOut(bom, Path.of(args[1]));
        var runtime = runtime(Path.of(args[2]), Path.of(args[3]));
        bom.getAsJsonArray("components").add(runtime);
        dependOn(bom, runtime.get("bom-ref").getAsString());
        System.out.write(
                (new GsonBuilder().setPrettyPrinting().create().toJson(bom) + "\n").getBytes(StandardCharsets.UTF_8));
        System.out.flush();
    }

    private static void leaveOut(JsonObject bom, Path libraries) {
        var gone = new HashSet<JsonElement>();
        for (var component : bom.getAsJsonArray("components")) {
            var about = component.getAsJsonObject();
            var jar =
                    about.get("name").getAsString() + "-" + about.get("version").getAsString() + ".jar";
            if (!Files.exists(libraries.resolve(jar))) gone.add(about.get("bom-ref"));
        }
        remove(
                bom.getAsJsonArray("components"),
                part -> gone.contains(part.getAsJsonObject().get("bom-ref")));
        var dependencies = bom.getAsJsonArray("dependencies");
        remove(dependencies, part -> gone.contains(part.getAsJsonObject().get("ref")));
        for (var dependency : dependencies) {
            remove(dependency.getAsJsonObject().getAsJsonArray("dependsOn"), gone::contains);
        }
    }

    private static void remove(JsonArray from, Predicate<JsonElement> unwanted) {
        from.asList().removeIf(unwanted);
    }

    private static JsonObject runtime(Path release, Path modules) throws IOException, GeneralSecurityException {
        var said = new Properties();
        try (var in = Files.newBufferedReader(release)) {
            said.load(in);
        }
        var version = unquoted(said, "JAVA_RUNTIME_VERSION");
        var runtime = new JsonObject();
        runtime.addProperty("type", "platform");
        runtime.addProperty("bom-ref", "java-runtime@" + version);
        runtime.addProperty("publisher", unquoted(said, "IMPLEMENTOR"));
        runtime.addProperty("name", "openjdk");
        runtime.addProperty("version", version);
        runtime.add("hashes", array(object("alg", "SHA-256", "content", sha256(modules))));
        runtime.add("licenses", array(object("expression", "GPL-2.0-only WITH Classpath-exception-2.0")));
        // what the vulnerability database calls OpenJDK: https://nvd.nist.gov/products/cpe
        runtime.addProperty("cpe", "cpe:2.3:a:oracle:openjdk:" + unquoted(said, "JAVA_VERSION") + ":*:*:*:*:*:*:*");
        return runtime;
    }

    private static void dependOn(JsonObject bom, String reference) {
        var program = bom.getAsJsonObject("metadata")
                .getAsJsonObject("component")
                .get("bom-ref")
                .getAsString();
        for (var dependency : bom.getAsJsonArray("dependencies")) {
            if (dependency.getAsJsonObject().get("ref").getAsString().equals(program)) {
                dependency.getAsJsonObject().getAsJsonArray("dependsOn").add(reference);
            }
        }
        var itself = object("ref", reference);
        itself.add("dependsOn", new JsonArray());
        bom.getAsJsonArray("dependencies").add(itself);
    }

    private static String sha256(Path file) throws IOException, GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    private static String unquoted(Properties said, String name) {
        return said.getProperty(name, "").replace("\"", "");
    }

    private static JsonArray array(JsonObject only) {
        var array = new JsonArray();
        array.add(only);
        return array;
    }

    private static JsonObject object(String... namesAndValues) {
        var object = new JsonObject();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.addProperty(namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }
}
