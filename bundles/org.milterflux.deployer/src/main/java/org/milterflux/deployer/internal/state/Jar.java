package org.milterflux.deployer.internal.state;

/**
 * A bundle's file in the store.
 *
 * @param version the bundle's version
 * @param digest SHA-256 in hex: the file's name in the store
 * @param source where it came from, for people
 */
public record Jar(String version, String digest, String source) {}
