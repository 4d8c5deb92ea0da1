package org.milterflux.console.internal;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.felix.service.command.CommandProcessor;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Opens {@code console.sock} in the data directory for as long as Gogo is there. */
@Component(service = {})
public final class Console {

    private static final String DATA = "org.milterflux.data";

    private final ConsoleServer server;

    /**
     * Starts to listen.
     *
     * @throws IOException when the socket cannot be made; the rest of the runtime goes on without a console
     */
    @Activate
    public Console(BundleContext context, @Reference CommandProcessor processor) throws IOException {
        Path socketFile = Path.of(context.getProperty(DATA)).resolve("console.sock");
        server = ConsoleServer.listen(socketFile, channel -> new Attachment(channel, processor));
    }

    @Deactivate
    void stop() throws IOException {
        server.close();
    }
}
