package io.nodethaw.hop;

import io.nodethaw.collect.SilentException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Does something in a thread of its own, which is left behind when it hangs. */
public final class Bounded {
    private Bounded() {}

    /**
     * Does it.
     *
     * @param what it is, in a few words, for a person
     * @throws SilentException when it has not come back by then
     */
    public static <T> T run(String what, Duration limit, Callable<T> work) throws IOException {
        var task = new FutureTask<>(work);
        Thread.ofPlatform().daemon().name("act").start(task);
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new SilentException(what, limit);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failed ? failed : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SilentException(what, limit);
        }
    }
}
