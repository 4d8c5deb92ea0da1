/**
 * A filter as a few lines of text: what it answers to which event. Milters and bundles act by the same script and write
 * the same transcript, so that what they were told can be compared.
 */
@NullMarked
package org.milterflux.itests.differential.script;

import org.jspecify.annotations.NullMarked;
