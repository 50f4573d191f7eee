package io.nodethaw.heal;

import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;

/**
 * What an action on PID 1 rests on, read right before it.
 *
 * @param ourNamespace inode of our pid namespace, 0 when it could not be read
 * @param initNamespace inode of the pid namespace of PID 1, 0 when it could not be read
 * @param init PID 1 as it is now
 * @param room what it needs to execute itself anew
 */
record Premises(long ourNamespace, long initNamespace, Reading<ProcessTable.Entry> init, Reading<ReexecRoom> room) {}
