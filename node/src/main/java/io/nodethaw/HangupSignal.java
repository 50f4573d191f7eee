package io.nodethaw;

import java.lang.reflect.Proxy;

/**
 * SIGHUP, as something to do instead of an end. Java has a class for that, which it calls its own, so that the compiler warns of each use
 * (sun.misc.Signal, in the module jdk.unsupported); so it is asked for by its name.
 */
final class HangupSignal {
    private HangupSignal() {}

    /**
     * From now on the signal has this done, in a thread of its own.
     *
     * @return false where it cannot be, so that the signal ends the program as before
     */
    static boolean does(Runnable work) {
        try {
            var signal = Class.forName("sun.misc.Signal");
            var handler = Class.forName("sun.misc.SignalHandler");
            var ours =
                    Proxy.newProxyInstance(HangupSignal.class.getClassLoader(), new Class<?>[] {handler}, (_, _, _) -> {
                        work.run();
                        return null; // of void
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), ours);
            return true;
        } catch (ReflectiveOperationException | IllegalArgumentException e) { // no such class, or a JVM with -Xrs
            return false;
        }
    }
}
