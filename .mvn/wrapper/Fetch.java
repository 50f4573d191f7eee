import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code java Fetch.java URL FILE}: what ./mvnw does where there is neither curl nor wget. */
final class Fetch {
    public static void main(String[] args) throws IOException {
        try (var body = URI.create(args[0]).toURL().openStream()) {
            Files.copy(body, Path.of(args[1]));
        }
    }
}
