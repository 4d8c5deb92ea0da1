/** The MTA's side of the milter protocol, byte by byte and without the codec under test: for abuse. */
@NullMarked
package org.milterflux.itests.milter;

import org.jspecify.annotations.NullMarked;
