package io.nodethaw.analysis;

import io.nodethaw.evidence.PodUid;

/**
 * A container, or a pod, whose start, stop or other work waits, by what is known of it.
 *
 * @param id as its runtime has it; of a pod that has no container yet its UID, where no more is known of it
 * @param namespace of its pod; empty where it belongs to none, or that is not known
 * @param pod name of its pod; empty in the same cases
 * @param container its name in the pod, or without a pod the name its runtime gave it; empty where it is not known
 */
public record Hit(String id, String namespace, String pod, String container) {
    /** Hex digits that docker and crictl show of an id. */
    private static final int SHORT = 12;

    /** One of which only this is known: its id, or a pod's UID or name. */
    public static Hit of(String id) {
        return new Hit(id, "", "", "");
    }

    /** What a person calls it: "shop/cart-2", "web (7b1bd85294a0)", "container 7b1bd85294a0". */
    public String label() {
        if (!pod.isEmpty()) {
            return namespace + "/" + pod;
        }
        if (container.isEmpty()) {
            return PodUid.isOne(id) ? "pod " + id : "container " + shortId();
        }
        return container + " (" + shortId() + ")";
    }

    private String shortId() {
        return id.length() > SHORT && id.chars().allMatch(letter -> Character.digit(letter, 16) >= 0)
                ? id.substring(0, SHORT)
                : id;
    }
}
