package org.milterflux.filter.rspamd.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.milterflux.api.Message;
import org.milterflux.api.MessageFilter;
import org.milterflux.testing.TestMessage;

class LeakTest {

    /** Loads the filter's own classes again, as an updated bundle has its own. */
    private static final class Again extends URLClassLoader {

        private static final String OURS = RspamdFilter.class.getPackageName();

        Again() {
            super(
                    new URL[] {
                        RspamdFilter.class.getProtectionDomain().getCodeSource().getLocation()
                    },
                    RspamdFilter.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            Class<?> known = findLoadedClass(name);
            return known != null ? known : name.startsWith(OURS) ? findClass(name) : super.loadClass(name, resolve);
        }
    }

    @Test
    void nothingOfAnUpdatedFilterStays() throws Exception {
        WeakReference<ClassLoader> gone = useAndStop();
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
            System.gc();
            return gone.refersTo(null);
        });
    }

    private static WeakReference<ClassLoader> useAndStop() throws Exception {
        try (FakeRspamd first = FakeRspamd.failingOnce(FakeRspamd.CLEAN);
                FakeRspamd second = FakeRspamd.answering(FakeRspamd.CLEAN);
                Again loader = new Again()) {
            Class<?> type = loader.loadClass(RspamdFilter.class.getName());
            assertThat(type).isNotEqualTo(RspamdFilter.class);
            Object filter = type.getConstructor(Map.class)
                    .newInstance(Map.of("engines", new String[] {first.url(), second.url()}));
            Message message = TestMessage.plain("Hi\r\n");
            ((MessageFilter) filter).onMessage(message);
            var stop = type.getDeclaredMethod("stop");
            stop.setAccessible(true);
            stop.invoke(filter);
            return new WeakReference<>(loader);
        }
    }
}
