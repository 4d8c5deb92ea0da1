package org.milterflux.core.internal.session;

import java.util.List;
import java.util.Optional;
import org.milterflux.api.Attributes;
import org.milterflux.api.Connection;
import org.milterflux.api.Envelope;
import org.milterflux.api.Recipient;
import org.milterflux.api.Sender;

/** What filters are shown of a message before its content. */
record ClientEnvelope(
        Connection connection, Sender sender, List<Recipient> recipients, MacroScopes macros, Attributes attributes)
        implements Envelope {

    ClientEnvelope {
        recipients = List.copyOf(recipients);
    }

    @Override
    public Optional<String> macro(String name) {
        return macros.value(name);
    }
}
