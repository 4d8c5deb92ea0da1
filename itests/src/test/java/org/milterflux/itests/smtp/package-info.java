/**
 * The two ends of a mail's way, exact to the byte: a client that hands mail to the MTA and a sink that the MTA delivers to.
 *
 * <p>Own code, because the libraries for this (GreenMail, SubEtha SMTP) parse or normalise what they receive and do not
 * announce DSN, which decides what an MTA writes.
 */
@NullMarked
package org.milterflux.itests.smtp;

import org.jspecify.annotations.NullMarked;
