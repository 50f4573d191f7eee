package io.nodethaw.bus;

import java.time.Duration;

/**
 * A call that was seen and not answered yet.
 *
 * @param caller unique name of its connection
 * @param who the caller is, in words: "runc 2230, pod 5f1c"; empty where the bus does not tell
 * @param destination name that was called
 * @param serial that the caller gave it
 * @param age since it was seen
 */
public record OpenCall(
        String caller,
        String who,
        String destination,
        String path,
        String interfaceName,
        String member,
        long serial,
        Duration age) {}
