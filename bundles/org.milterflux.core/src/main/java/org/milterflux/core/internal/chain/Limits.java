package org.milterflux.core.internal.chain;

import java.time.Duration;

/**
 * How long things may take before the MTA gives up on us.
 *
 * @param command one answer before the content, all filters together at most this each
 * @param content one filter's answer to a message
 * @param hold waiting at MAIL for a required filter
 */
public record Limits(Duration command, Duration content, Duration hold) {}
