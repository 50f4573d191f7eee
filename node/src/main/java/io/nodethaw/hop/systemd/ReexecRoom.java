package io.nodethaw.hop.systemd;

import io.nodethaw.evidence.FactType;

/**
 * What systemd needs to execute itself anew. One instance.
 *
 * @param binary the file that it executes then
 * @param executable true when that file is there and may be executed
 * @param freeBytes free in /run/systemd, where it writes its state
 */
public record ReexecRoom(String binary, boolean executable, long freeBytes) {
    public static final FactType<ReexecRoom> TYPE = new FactType<>("reexec-room", ReexecRoom.class);
}
