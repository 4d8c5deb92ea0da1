package org.milterflux.core.management;

/**
 * One open MTA connection.
 *
 * @param id its name in the logs
 * @param listener the listener it came in on
 * @param remote the MTA's address
 * @param inMessage whether a message is open
 * @param ageSeconds since it was accepted
 */
public record SessionStatus(String id, String listener, String remote, boolean inMessage, long ageSeconds) {}
