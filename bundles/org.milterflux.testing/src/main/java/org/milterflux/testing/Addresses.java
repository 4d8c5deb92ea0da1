package org.milterflux.testing;

/** Envelope addresses, with or without their angle brackets. */
final class Addresses {

    private Addresses() {}

    static String bare(String address) {
        return address.startsWith("<") && address.endsWith(">") ? address.substring(1, address.length() - 1) : address;
    }

    static String domain(String address) {
        return bare(address).substring(bare(address).lastIndexOf('@') + 1);
    }
}
