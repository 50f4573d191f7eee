package io.nodethaw.collect.child;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One frame to the child: id, task, arguments. */
record Request(int id, String task, List<String> arguments) {
    void write(DataOutputStream out) throws IOException {
        out.writeInt(id);
        out.writeUTF(task);
        out.writeShort(arguments.size());
        for (var argument : arguments) {
            out.writeUTF(argument);
        }
    }

    static Request read(DataInputStream in) throws IOException {
        int id = in.readInt();
        var task = in.readUTF();
        int count = in.readUnsignedShort();
        List<String> arguments = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            arguments.add(in.readUTF());
        }
        return new Request(id, task, arguments);
    }
}
