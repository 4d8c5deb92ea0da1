package org.milterflux.core.internal.chain;

import org.milterflux.api.Verdict;
import org.milterflux.core.internal.message.Passage;

/**
 * What the chain says of a whole message.
 *
 * @param verdict passing, or the first refusal
 * @param passage the message after the filters that let it pass
 */
public record Outcome(Verdict verdict, Passage passage) {}
