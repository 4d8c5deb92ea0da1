/**
 * What tests of filters and milters need.
 *
 * <p>{@link org.milterflux.testing.TestMessage} calls a filter without a runtime.
 * {@link org.milterflux.testing.MilterClient} plays the MTA against a milter's socket,
 * {@link org.milterflux.testing.MilterDialogue} does so from a text file, and {@link org.milterflux.testing.Delivered}
 * is the message an MTA makes of the filter's edits.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.milterflux.testing;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
