package io.nodethaw.evidence;

import java.time.Duration;
import java.util.List;

/**
 * Pods that kubelet has lately tried to bring to run in vain, by its log, for a reason that lies in them: their program ends, their
 * image or what they refer to is not there, or their program fails the probe that it set itself. Its instance is the name of kubelet's unit.
 *
 * @param pods one for each, with its last complaint, the newest first
 */
public record PodTroubles(List<Trouble> pods) {
    public static final FactType<PodTroubles> TYPE = new FactType<>("pod-troubles", PodTroubles.class);

    public PodTroubles {
        pods = List.copyOf(pods);
    }

    /**
     * What kubelet said of one.
     *
     * @param pod namespace and name: "default/web"
     * @param container name of the container in trouble
     * @param reason as the status of the pod has it: "CrashLoopBackOff"; or which probe fails: "failing liveness probe"
     * @param ago how long before the look
     */
    public record Trouble(String pod, String container, String reason, Duration ago) {}
}
