/**
 * External milters as filters: {@link org.milterflux.filter.milter.internal.MilterFilter} is the component,
 * {@link org.milterflux.filter.milter.internal.Dialogue} the flow of one connection. What is sent and what the answers mean is
 * decided by values alone: {@link org.milterflux.filter.milter.internal.Outgoing},
 * {@link org.milterflux.filter.milter.internal.Standing} and {@link org.milterflux.filter.milter.internal.Answer}.
 */
@NullMarked
package org.milterflux.filter.milter.internal;

import org.jspecify.annotations.NullMarked;
