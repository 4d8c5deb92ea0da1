package org.milterflux.core.internal.session;

import org.milterflux.core.internal.chain.Chain;
import org.milterflux.core.internal.chain.Rules;
import org.milterflux.core.internal.message.SpoolRoom;
import reactor.core.scheduler.Scheduler;

/**
 * What all sessions share.
 *
 * @param chain the filters
 * @param rules what the administrator decides for all of them
 * @param room where bodies are kept
 * @param places how many messages may be in their content at a time
 * @param journal what became of messages
 * @param offers what the MTAs let filters do
 * @param timer measures how long things take
 * @param disk where files are read and written
 */
public record Workshop(
        Chain chain,
        Rules rules,
        SpoolRoom room,
        ContentPlaces places,
        Journal journal,
        Offers offers,
        Scheduler timer,
        Scheduler disk) {}
