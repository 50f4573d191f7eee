import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.jar.JarFile;

/**
 * {@code java -cp gson.jar Sbom.java VERSION TIME LIBRARIES RELEASE MODULES}: prints what is in the package as a CycloneDX
 * document (https://cyclonedx.org/docs/1.6/json/): the program, the jars that Maven copied to the folder LIBRARIES, and the Java
 * runtime. RELEASE is the file of that name of its JDK, MODULES the linked modules. A jar says itself what it is, in
 * META-INF/maven, and under which licence it comes, in its manifest; one that does not ends the build.
 */
final class Sbom {
    private static final String LICENCE = "Bundle-License";

    public static void main(String[] args) throws IOException, GeneralSecurityException {
        var program = component("application", "pkg:generic/nodethaw@" + args[0], "nodethaw", args[0]);
        program.add("licenses", licences("Apache-2.0"));
        var parts = new ArrayList<JsonObject>();
        try (var jars = Files.list(Path.of(args[2]))) {
            for (var jar : jars.sorted().toList()) parts.add(library(jar));
        }
        parts.add(runtime(Path.of(args[3]), Path.of(args[4])));

        var metadata = new JsonObject();
        metadata.addProperty("timestamp", args[1]);
        metadata.add("component", program);
        var bom = new JsonObject();
        bom.addProperty("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
        bom.addProperty("bomFormat", "CycloneDX");
        bom.addProperty("specVersion", "1.6");
        bom.addProperty("serialNumber", "urn:uuid:" + UUID.nameUUIDFromBytes(bytes(parts.toString() + program)));
        bom.addProperty("version", 1);
        bom.add("metadata", metadata);
        bom.add("components", array(parts));
        bom.add("dependencies", dependencies(program, parts));
        var json = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
        System.out.write(bytes(json.toJson(bom) + "\n"));
        System.out.flush();
    }

    private static JsonObject library(Path file) throws IOException, GeneralSecurityException {
        try (var jar = new JarFile(file.toFile())) {
            var said = said(jar, file);
            var licence = jar.getManifest().getMainAttributes().getValue(LICENCE);
            if (licence == null) throw new IOException(file + " does not say under which licence it comes");
            var name = said.getProperty("artifactId");
            var version = said.getProperty("version");
            var group = said.getProperty("groupId");
            var library = component(
                    "library", "pkg:maven/" + group + "/" + name + "@" + version + "?type=jar", name, version);
            library.addProperty("group", group);
            library.add("hashes", sha256(file));
            library.add("licenses", licences(id(licence.replaceFirst(";.*", "").replace("\"", ""))));
            return library;
        }
    }

    /** What a jar says of itself, in META-INF/maven; one that Maven did not make says it as a bundle of OSGi. */
    private static Properties said(JarFile jar, Path file) throws IOException {
        var said = new Properties();
        var properties = jar.stream()
                .filter(entry -> entry.getName().matches("META-INF/maven/.*/pom\\.properties"))
                .findFirst();
        if (properties.isPresent()) {
            try (var in = jar.getInputStream(properties.get())) {
                said.load(in);
            }
            return said;
        }
        var attributes = jar.getManifest().getMainAttributes();
        var bundle = attributes.getValue("Bundle-SymbolicName");
        var version = attributes.getValue("Bundle-Version");
        if (bundle == null || version == null || !bundle.contains(".")) {
            throw new IOException(file + " does not say which library it is");
        }
        said.setProperty("groupId", bundle.substring(0, bundle.lastIndexOf('.')));
        said.setProperty("artifactId", bundle.substring(bundle.lastIndexOf('.') + 1));
        said.setProperty("version", version);
        return said;
    }

    /** The SPDX name of a licence that a jar names by its address. */
    private static String id(String licence) {
        return licence.matches("https?://(www\\.)?apache\\.org/licenses/LICENSE-2\\.0(\\.txt)?")
                ? "Apache-2.0"
                : licence;
    }

    private static JsonObject runtime(Path release, Path modules) throws IOException, GeneralSecurityException {
        var said = new Properties();
        try (var in = Files.newBufferedReader(release)) {
            said.load(in);
        }
        var version = unquoted(said, "JAVA_RUNTIME_VERSION");
        var runtime = component("platform", "java-runtime@" + version, "openjdk", version);
        runtime.addProperty("publisher", unquoted(said, "IMPLEMENTOR"));
        runtime.add("hashes", sha256(modules));
        runtime.add("licenses", array(List.of(object("expression", "GPL-2.0-only WITH Classpath-exception-2.0"))));
        // what the vulnerability database calls OpenJDK: https://nvd.nist.gov/products/cpe
        runtime.addProperty("cpe", "cpe:2.3:a:oracle:openjdk:" + unquoted(said, "JAVA_VERSION") + ":*:*:*:*:*:*:*");
        return runtime;
    }

    private static JsonObject component(String type, String reference, String name, String version) {
        var component = object("type", type, "bom-ref", reference, "name", name, "version", version);
        if (reference.startsWith("pkg:")) component.addProperty("purl", reference);
        return component;
    }

    private static JsonArray dependencies(JsonObject program, List<JsonObject> parts) {
        var all = new JsonArray();
        var first = object("ref", program.get("bom-ref").getAsString());
        var on = new JsonArray();
        first.add("dependsOn", on);
        all.add(first);
        for (var part : parts) {
            on.add(part.get("bom-ref"));
            all.add(object("ref", part.get("bom-ref").getAsString()));
        }
        return all;
    }

    private static JsonArray licences(String id) {
        var licence = new JsonObject();
        licence.add("license", object("id", id));
        return array(List.of(licence));
    }

    private static JsonArray sha256(Path file) throws IOException, GeneralSecurityException {
        var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        return array(List.of(object("alg", "SHA-256", "content", HexFormat.of().formatHex(digest))));
    }

    private static String unquoted(Properties said, String name) {
        return said.getProperty(name, "").replace("\"", "");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static JsonArray array(List<JsonObject> objects) {
        var array = new JsonArray();
        objects.forEach(array::add);
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
