package io.nodethaw.capture;

import java.io.IOException;
import java.io.Writer;

/**
 * A text beside the evidence, for people and other tools.
 *
 * @param name of the file below the folder of the capture
 * @param origin what it was made from
 */
public record Attachment(String name, String origin, Content content) {
    /** Writes the text. */
    @FunctionalInterface
    public interface Content {
        /** Writes all of it, in lines. */
        void writeTo(Writer out) throws IOException;
    }

    static Attachment of(String name, String origin, String text) {
        return new Attachment(name, origin, out -> out.write(text));
    }
}
