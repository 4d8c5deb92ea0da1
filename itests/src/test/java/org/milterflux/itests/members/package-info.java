/**
 * Existing milters, once as the MTA's own and once as members of the chain: the SMTP client, the recipient and the milter
 * itself must not notice which.
 */
@NullMarked
package org.milterflux.itests.members;

import org.jspecify.annotations.NullMarked;
