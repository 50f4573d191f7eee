package io.nodethaw.hop.systemd;

import io.nodethaw.evidence.FactType;

/**
 * What systemd needs in order to execute itself anew. One instance.
 *
 * @param binary the file that it will execute
 * @param executable true when that file is there and may be executed
 * @param freeBytes free space in /run/systemd, where it writes its state
 */
public record ReexecRoom(String binary, boolean executable, long freeBytes) {
    public static final FactType<ReexecRoom> TYPE = FactType.ofInit("reexec-room", ReexecRoom.class);
}
