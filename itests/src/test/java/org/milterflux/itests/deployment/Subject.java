package org.milterflux.itests.deployment;

import java.nio.file.Path;
import java.util.Optional;

/** A filter that is changed again and again, and what of it is deployed now. For one administrator. */
final class Subject {

    private final String id;
    private final Kind kind;
    private int number;
    private String version = "1.0.0";
    private Optional<String> bundleId = Optional.empty();
    private Optional<Path> file = Optional.empty();

    Subject(String id, Kind kind) {
        this.id = id;
        this.kind = kind;
    }

    String id() {
        return id;
    }

    Kind kind() {
        return kind;
    }

    /** What is to serve now. */
    String version() {
        return version;
    }

    /** Another version is to serve. */
    void version(String now) {
        version = now;
    }

    /** The newest version so far. */
    String latest() {
        return "1.0." + number;
    }

    /** A version that has never been. */
    String newVersion() {
        number++;
        return "1.0." + number;
    }

    /** Its bundle's id, where it was installed through the console. */
    String bundleId() {
        return bundleId.orElseThrow(() -> new IllegalStateException(id + " is not installed"));
    }

    void bundleId(String installed) {
        bundleId = Optional.of(installed);
    }

    /** Its jar, where it lies in {@code deploy/}. */
    Path file() {
        return file.orElseThrow(() -> new IllegalStateException(id + " is not in deploy/"));
    }

    void file(Path deployed) {
        file = Optional.of(deployed);
    }

    @Override
    public String toString() {
        return id;
    }
}
