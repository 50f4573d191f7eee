package io.nodethaw.format.saved;

import io.nodethaw.evidence.EvidenceJson;
import io.nodethaw.format.FileFormat;
import io.nodethaw.format.Head;
import io.nodethaw.format.Piece;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Evidence that this program saved. It does not name its host, and need not: each file is judged by itself. */
public final class SavedEvidence implements FileFormat {
    private final EvidenceJson codec;

    public SavedEvidence(EvidenceJson codec) {
        this.codec = codec;
    }

    @Override
    public String what() {
        return "saved evidence";
    }

    /** True when one of its members is at the beginning: a log of JSON lines also begins like JSON. */
    @Override
    public boolean recognises(Head head) {
        return head.isJson() && head.text().contains("\"schemaVersion\"");
    }

    @Override
    public Piece read(InputStream in, String file) throws IOException {
        var loaded = codec.read(new InputStreamReader(in, StandardCharsets.UTF_8), file);
        var notes = new ArrayList<>(loaded.notes());
        notes.add("judged from evidence of " + loaded.evidence().at() + ", saved by " + loaded.tool());
        return new Piece(file, what(), true, Optional.empty(), loaded.evidence(), List.of(), notes, loaded.whole());
    }
}
