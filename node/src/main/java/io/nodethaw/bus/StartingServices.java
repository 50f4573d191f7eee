package io.nodethaw.bus;

import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Foreign;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Services that systemd is starting and that take a name on the bus once they are up. Whoever calls such a name waits until then; the bus
 * itself tells nobody whom it has had started (dbus bus/activation.c has no question for it). One instance.
 */
public record StartingServices(List<Service> services) {
    public static final FactType<StartingServices> TYPE = new FactType<>("starting-services", StartingServices.class);

    public StartingServices {
        services = List.copyOf(services);
    }

    /**
     * A service.
     *
     * @param name that it is to take
     * @param unit "lab.service"
     * @param age since when it is being started; absent where systemd does not tell
     */
    public record Service(String name, String unit, Optional<Duration> age) {
        public Service {
            name = Foreign.cut(name);
            unit = Foreign.cut(unit);
        }
    }

    /** The service that is to take this name. */
    public Optional<Service> of(String name) {
        return services.stream().filter(service -> service.name().equals(name)).findFirst();
    }
}
