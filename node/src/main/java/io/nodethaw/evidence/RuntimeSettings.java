package io.nodethaw.evidence;

import java.util.Optional;

/**
 * What a runtime says of how it starts containers; the instance is the path of its socket. Only these parts are kept of what it
 * says: the rest may hold passwords of registries.
 *
 * @param shim the shim of its default runtime, by name or path; empty where it does not say
 * @param program what that shim starts, by name or path; empty where it does not say, or where that is not like runc
 * @param network whether it can give a pod its network
 */
public record RuntimeSettings(String shim, String program, Optional<Network> network) {
    public static final FactType<RuntimeSettings> TYPE = new FactType<>("runtime-settings", RuntimeSettings.class);

    public RuntimeSettings {
        shim = Foreign.cut(shim);
        program = Foreign.cut(program);
    }

    /**
     * The condition NetworkReady of CRI.
     *
     * @param reason its word for it
     * @param message its sentence
     * @param folder where it looks for CNI configurations; empty where it does not say
     */
    public record Network(boolean ready, String reason, String message, String folder) {
        public Network {
            reason = Foreign.cut(reason);
            message = Foreign.cut(message);
            folder = Foreign.cut(folder);
        }
    }
}
