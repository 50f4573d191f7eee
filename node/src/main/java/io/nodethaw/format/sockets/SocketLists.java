package io.nodethaw.format.sockets;

import io.nodethaw.format.Finder;
import io.nodethaw.format.Found;
import io.nodethaw.format.Line;

/**
 * Lists of sockets by ss, such as {@code ss -xp} and {@code ss -tanp}: a unix socket has the inode of its other end, so that it tells who
 * waits for whom. A record may go on in the next line, which begins with a blank.
 */
public final class SocketLists implements Finder {
    /** A record has some hundred letters; one that many processes have open, some thousand. */
    private static final int LONGEST = 16 << 10;

    private final SocketsOfText sockets = new SocketsOfText();
    private final StringBuilder record = new StringBuilder();
    private long from;
    private boolean inList;
    private boolean isOfTcp;

    @Override
    public void take(Line line) {
        var text = line.text();
        if (isHeader(text)) {
            flush();
            inList = true;
            isOfTcp = text.startsWith("State");
            sockets.begin(line);
        } else if (inList ? SocketRow.begins(text) : SocketRow.isCertain(text)) {
            flush();
            inList = true;
            sockets.begin(line);
            from = line.number();
            record.append(text);
        } else if (inList && goesOn(line)) {
            if (record.length() + text.length() < LONGEST) {
                record.append(' ').append(text);
            }
        } else if (inList && !text.isEmpty()) {
            flush();
            inList = false;
            isOfTcp = false;
        }
    }

    private static boolean isHeader(String text) {
        return (text.startsWith("Netid") || text.startsWith("State"))
                && text.contains(" Recv-Q ")
                && text.contains("Send-Q");
    }

    private boolean goesOn(Line line) {
        boolean indented =
                !line.whole().isEmpty() && Character.isWhitespace(line.whole().charAt(0));
        return !record.isEmpty()
                && !line.text().isEmpty()
                && (indented || line.text().startsWith("users:("));
    }

    private void flush() {
        SocketRow.of(record.toString()).ifPresent(this::keep);
        record.setLength(0);
    }

    private void keep(SocketRow row) {
        if (sockets.isFull()) {
            return;
        }
        row.unix().ifPresent(socket -> {
            sockets.add(socket);
            hold(row, socket.inode());
        });
        named(row).tcp().ifPresent(socket -> {
            sockets.add(socket);
            hold(row, socket.inode());
        });
        row.users().forEach(user -> sockets.holders().process(user.pid(), user.name(), from));
    }

    /** In a list of one kind, the rows do not tell it: such a list of UDP has no state of a connection. */
    private SocketRow named(SocketRow row) {
        boolean untold = isOfTcp && row.kind().isEmpty() && !row.state().equals("UNCONN");
        return untold ? new SocketRow("tcp", row.state(), row.received(), row.sent(), row.rest()) : row;
    }

    private void hold(SocketRow row, long inode) {
        row.users()
                .forEach(user ->
                        sockets.holders().open(user.pid(), user.name(), user.fd(), SocketsOfText.target(inode), from));
    }

    @Override
    public void end(Found into) {
        flush();
        sockets.end(into);
    }
}
