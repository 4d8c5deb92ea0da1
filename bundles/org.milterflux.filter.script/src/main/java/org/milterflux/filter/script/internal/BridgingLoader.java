package org.milterflux.filter.script.internal;

import groovy.lang.GroovySystem;

/**
 * What scripts see: what this bundle sees, and for the classes that Groovy writes, which name Groovy's internals, those too;
 * at last the JDK's modules beyond {@code java.base}, such as {@code javax.naming}.
 */
final class BridgingLoader extends ClassLoader {

    BridgingLoader() {
        super(BridgingLoader.class.getClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        try {
            return GroovySystem.class.getClassLoader().loadClass(name);
        } catch (ClassNotFoundException e) {
            return getPlatformClassLoader().loadClass(name);
        }
    }
}
