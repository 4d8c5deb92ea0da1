package org.milterflux.deployer.internal.bundle;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.milterflux.core.management.FilterStatus.Effects;

/** Reads a component description of Declarative Services (Compendium chapter 112), as far as filters are concerned. */
final class ComponentXml {

    private static final String FILTERS = "org.milterflux.api.";
    private static final String KIND = "Filter";

    private final Map<String, List<String>> properties = new HashMap<>();
    private final List<String> interfaces = new ArrayList<>();
    private String name = "";
    private boolean needsConfiguration;
    private List<String> pids = List.of();

    private ComponentXml() {}

    /** The filter that the component is, if it is one. */
    static Optional<DeclaredFilter> read(InputStream xml, String symbolicName) throws XMLStreamException {
        ComponentXml component = new ComponentXml();
        component.parse(xml);
        boolean filter =
                component.interfaces.stream().anyMatch(type -> type.startsWith(FILTERS) && type.endsWith(KIND));
        return filter ? Optional.of(component.filter(symbolicName)) : Optional.empty();
    }

    private void parse(InputStream xml) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false); // the file is not ours: it reads nothing else
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader reader = factory.createXMLStreamReader(xml);
        while (reader.hasNext()) {
            if (reader.next() == XMLStreamConstants.START_ELEMENT) {
                element(reader);
            }
        }
    }

    private void element(XMLStreamReader reader) throws XMLStreamException {
        switch (reader.getLocalName()) {
            case "component" -> {
                name = attribute(reader, "name").orElse("");
                needsConfiguration = attribute(reader, "configuration-policy").equals(Optional.of("require"));
                pids = Arrays.stream(attribute(reader, "configuration-pid")
                                .orElse(name)
                                .split("\\s+"))
                        .map(pid -> pid.equals("$") ? name : pid)
                        .toList();
            }
            case "provide" -> attribute(reader, "interface").ifPresent(interfaces::add);
            case "property" -> property(reader);
            default -> {} // of no concern
        }
    }

    /** One value in the attribute, or several as text, one a line. */
    private void property(XMLStreamReader reader) throws XMLStreamException {
        String key = attribute(reader, "name").orElse("");
        Optional<String> single = attribute(reader, "value");
        List<String> values = single.isPresent()
                ? List.of(single.get())
                : reader.getElementText()
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList();
        properties.put(key, values);
    }

    private DeclaredFilter filter(String symbolicName) {
        return new DeclaredFilter(
                text("milter.name").orElse(symbolicName),
                text("service.ranking").map(ComponentXml::number).orElse(0),
                new Effects(
                        Set.copyOf(texts("milter.edits")),
                        text("milter.body").map(Boolean::parseBoolean).orElse(true),
                        texts("milter.macros"),
                        flag("milter.rejectedRecipients"),
                        flag("milter.signs"),
                        texts("milter.produces"),
                        texts("milter.consumes")),
                needsConfiguration,
                pids);
    }

    private List<String> texts(String key) {
        return properties.getOrDefault(key, List.of());
    }

    private Optional<String> text(String key) {
        return texts(key).stream().findFirst();
    }

    private boolean flag(String key) {
        return text(key).map(Boolean::parseBoolean).orElse(false);
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return 0; // as the framework takes it
        }
    }

    private static Optional<String> attribute(XMLStreamReader reader, String name) {
        return Optional.ofNullable(reader.getAttributeValue(null, name));
    }
}
