package io.nodethaw.hop;

/**
 * A service of systemd as it is right before something is done to it. The words are systemd's own (org.freedesktop.systemd1(5)).
 *
 * @param load LoadState: "loaded", "masked"
 * @param active ActiveState: "active", "inactive", "failed"
 * @param result of its last run: "success", "exit-code", "signal"
 * @param hasJob true while a start or a stop of it is queued
 * @param mainPid its main process; 0 for none
 * @param killMode what is ended with it: "process", "control-group"
 * @param freezer FreezerState, from systemd 246 on: "running", "frozen"; empty where it does not tell
 */
public record ServiceState(
        String load, String active, String result, boolean hasJob, int mainPid, String killMode, String freezer) {}
