import com.marcnuri.helm.Helm;
import java.nio.file.Path;

/**
 * What people do with {@code helm}, by Helm's own library, in the namespace kube-system:
 *
 * <pre>
 * java -cp LIBRARIES HelmCall.java install KUBECONFIG RELEASE CHART VALUES
 * java -cp LIBRARIES HelmCall.java uninstall KUBECONFIG RELEASE
 * </pre>
 */
public final class HelmCall {
    private static final String NAMESPACE = "kube-system";

    private HelmCall() {}

    public static void main(String[] args) {
        var kubeconfig = Path.of(args[1]);
        var release = args[2];
        var said = switch (args[0]) {
            case "install" -> new Helm(Path.of(args[3]))
                    .install()
                    .withName(release)
                    .withNamespace(NAMESPACE)
                    .withKubeConfig(kubeconfig)
                    .withValuesFile(Path.of(args[4]))
                    .call();
            case "uninstall" -> Helm.uninstall(release)
                    .withNamespace(NAMESPACE)
                    .withKubeConfig(kubeconfig)
                    .call();
            default -> throw new IllegalArgumentException(args[0]);
        };
        System.out.println(said);
    }
}
