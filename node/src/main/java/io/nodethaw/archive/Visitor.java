package io.nodethaw.archive;

/** Takes what stands in a file that may be an archive. */
public interface Visitor {
    /**
     * The next file; what is not read of it is skipped.
     *
     * @param name with the name of the archive before it, as if that were a folder
     */
    void file(String name, Content content);

    /** Something in an archive is no file that can be read. */
    void leftOut(String name, String why);

    /** Not all of an archive can be read: what lies behind this place is missing. */
    void broken(String archive, String why);
}
