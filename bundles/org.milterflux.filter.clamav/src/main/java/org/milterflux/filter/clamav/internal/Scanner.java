package org.milterflux.filter.clamav.internal;

import org.milterflux.engine.EngineConnector;
import org.milterflux.engine.Engines;

/** The settings in force, and the engines they name. */
record Scanner(ClamavSettings settings, Engines engines) {

    static Scanner of(ClamavSettings settings, EngineConnector connector) {
        return new Scanner(settings, new Engines(connector, settings.engines(), Clamd::ping));
    }
}
