package org.milterflux.core.internal.chain;

import java.time.Duration;

/**
 * How long things may take before the MTA gives up on us; each is for all filters together.
 *
 * @param command the answer to a command before the content
 * @param piece the answer to the header or a piece of the body
 * @param end the answer to the end of a message
 * @param hold waiting at MAIL for a required filter
 */
public record Limits(Duration command, Duration piece, Duration end, Duration hold) {}
