package org.milterflux.api;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The MTA's macros, as far as it sent them ({@code SMFIC_MACRO}).
 *
 * <p>Which macros come, and when, is the MTA's configuration: Postfix sends the queue id {@code i} only after the first
 * accepted recipient, Sendmail with MAIL.
 */
@ProviderType
public interface Macros {

    /**
     * The value that the latest stage gave the macro.
     *
     * @param name with or without braces: {@code i}, {@code {mail_addr}} and {@code mail_addr} are understood
     * @return empty when the MTA did not send it
     */
    Optional<String> macro(String name);
}
