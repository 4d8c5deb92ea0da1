package org.milterflux.benchmarks.filter;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.FilterProfile;
import org.milterflux.api.Message;
import org.milterflux.api.MessageFilter;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/** Replaces the body by itself and a footer. */
@Component(configurationPid = "org.milterflux.benchmarks.footer", configurationPolicy = ConfigurationPolicy.REQUIRE)
@FilterProfile(name = "bench-footer", edits = Edit.Kind.BODY)
public final class FooterFilter implements MessageFilter {

    /** What the load client and the filter in C know too. */
    private static final byte[] FOOTER = "\r\n-- \r\nMeasured on its way.\r\n".getBytes(US_ASCII);

    @Override
    public Decision onMessage(Message message) {
        return Decision.edit(Edit.appendToBody(FOOTER));
    }
}
