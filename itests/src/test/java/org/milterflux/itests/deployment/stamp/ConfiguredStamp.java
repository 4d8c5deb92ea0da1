package org.milterflux.itests.deployment.stamp;

import java.util.Map;
import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.Envelope;
import org.milterflux.api.FilterProfile;
import org.milterflux.api.Message;
import org.milterflux.api.MessageFilter;
import org.milterflux.api.Recipient;
import org.milterflux.api.RecipientFilter;
import org.milterflux.api.SenderFilter;
import org.milterflux.api.Settings;
import org.milterflux.api.Verdict;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;

/** Stamps with a mark from its configuration, without which it is not there. */
@Component(
        configurationPid = "stamp.@id@",
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = "stamp.version=@version@")
@FilterProfile(name = "@id@", edits = Edit.Kind.HEADERS, body = false)
public final class ConfiguredStamp implements SenderFilter, RecipientFilter, MessageFilter {

    private final Asked asked = new Asked();
    private volatile Stamp stamp;

    @Activate
    public ConfiguredStamp(Map<String, Object> properties) {
        stamp = configured(properties);
    }

    @Modified
    void configure(Map<String, Object> properties) {
        stamp = configured(properties);
    }

    private static Stamp configured(Map<String, Object> properties) {
        Settings.of(properties).text("mark");
        return Stamp.of(properties);
    }

    @Override
    public Verdict onSender(Envelope envelope) {
        asked.once(envelope);
        return Verdict.pass();
    }

    @Override
    public Verdict onRecipient(Envelope envelope, Recipient recipient) {
        asked.once(envelope);
        return Verdict.pass();
    }

    @Override
    public Decision onMessage(Message message) {
        return stamp.on(asked.once(message));
    }
}
