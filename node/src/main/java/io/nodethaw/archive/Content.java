package io.nodethaw.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The content of one file. Where it cannot be read further, because its archive is cut off, damaged or too much, it ends there, so
 * that what came before is not lost.
 */
public final class Content extends InputStream {
    private final InputStream in;
    private final boolean within;
    private final boolean packed;
    private Optional<IOException> broken = Optional.empty();

    /**
     * @param within true for a file of an archive
     * @param packed true for what is not in the file as it is
     */
    Content(InputStream in, boolean within, boolean packed) {
        this.in = in;
        this.within = within;
        this.packed = packed;
    }

    /** True for what was unpacked: nobody can read it by offset. */
    public boolean isPacked() {
        return packed;
    }

    /** Why it ends before its end; empty as long as it does not. */
    public Optional<IOException> broken() {
        return broken;
    }

    /** True for a file of an archive, so that there may be others beside it. */
    public boolean isWithinArchive() {
        return within;
    }

    @Override
    public int read() {
        try {
            return broken.isPresent() ? -1 : in.read();
        } catch (IOException e) {
            return breaks(e);
        } catch (RuntimeException e) {
            return breaks(Damage.of(e));
        }
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        try {
            return broken.isPresent() ? -1 : in.read(into, offset, length);
        } catch (IOException e) {
            return breaks(e);
        } catch (RuntimeException e) {
            return breaks(Damage.of(e));
        }
    }

    private int breaks(IOException why) {
        broken = Optional.of(why);
        return -1;
    }
}
