package io.nodethaw.hop;

import io.nodethaw.collect.socket.Signals;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.NodeAccess;
import io.nodethaw.remedy.Remedy;
import io.nodethaw.remedy.Target;
import java.io.IOException;

/** What all remedies have in common that end a process: SIGKILL, which nobody can put off but the kernel. */
public interface EndProcess extends Remedy {
    @Override
    default boolean countsEachTarget() {
        return true;
    }

    @Override
    default String perform(NodeAccess access, Target target, Diagnosis now) throws IOException {
        return kill(access, target);
    }

    @Override
    default boolean isWell(NodeAccess access, Target target) {
        return NodesOwn.read(access, target).isGone(target);
    }

    @Override
    default String recovery() {
        return "has ended";
    }

    @Override
    default Became became(Target target, String mark, Diagnosis now) {
        return became(target, now);
    }

    /** Sends SIGKILL to it, and to no other process that has got its pid. */
    static String kill(NodeAccess access, Target target) throws IOException {
        new Signals(access.host()).send(target.pid(), target.startTicks(), Signals.KILL);
        return "SIGKILL was sent";
    }

    /** What became of it. */
    static Became became(Target target, Diagnosis now) {
        return now.lives(target.vertex())
                ? new Became(false, target.name() + " still lives: it was not ended")
                : new Became(true, target.name() + " has ended");
    }
}
