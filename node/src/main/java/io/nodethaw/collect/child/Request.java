package io.nodethaw.collect.child;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One request to the child: id, lane, task, arguments. */
record Request(int id, Lane lane, String task, List<String> arguments) {
    /** A request that asks nothing: the child gives up what it has not begun. */
    static final Request GIVE_UP = new Request(Answer.HELLO, Lane.INIT, "", List.of());

    boolean isGivingUp() {
        return task.isEmpty();
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(id);
        out.writeByte(lane.number());
        out.writeUTF(task);
        out.writeShort(arguments.size());
        for (var argument : arguments) {
            out.writeUTF(argument);
        }
    }

    static Request read(DataInputStream in) throws IOException {
        int id = in.readInt();
        var lane = Lane.of(in.readUnsignedByte());
        var task = in.readUTF();
        int count = in.readUnsignedShort();
        List<String> arguments = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            arguments.add(in.readUTF());
        }
        return new Request(id, lane, task, arguments);
    }
}
