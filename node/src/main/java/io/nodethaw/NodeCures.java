package io.nodethaw;

import io.nodethaw.agent.cure.HealChild;
import io.nodethaw.agent.cure.HealSocket;
import io.nodethaw.agent.cure.Healer;
import io.nodethaw.agent.cure.Outcome;
import io.nodethaw.agent.cure.Policy;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Machine;
import io.nodethaw.heal.Records;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * Has this node healed by whom the policy names, else by a child of this program, and knows from its records what was done.
 *
 * @param policy as it is now
 */
record NodeCures(Supplier<Policy> policy) implements Healer {
    private static final double HOUR = 3600;

    @Override
    public Outcome heal(String code) {
        return policy.get()
                .socket()
                .map(socket -> new HealSocket(socket).heal(code))
                .orElseGet(() -> byChild(code));
    }

    static Outcome byChild(String code) {
        return new HealChild(OurProgram.whole()).heal(code);
    }

    @Override
    public int cures(Evidence now) throws IOException {
        var machine = now.seen(Machine.TYPE).orElseThrow(() -> new IOException("the boot is not known"));
        return new Records(NodeHealer.RECORDS).acted(machine.bootId(), machine.sinceBoot() - HOUR);
    }
}
