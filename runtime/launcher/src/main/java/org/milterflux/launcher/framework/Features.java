package org.milterflux.launcher.framework;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.feature.Feature;
import org.osgi.service.feature.FeatureExtension;
import org.osgi.service.feature.FeatureService;

/**
 * What the files of a feature directory ask for, together: OSGi Feature JSON (Compendium chapter 159).
 *
 * <p>Understood are {@code bundles} with {@code bundleStartLevel}, and the extension
 * {@code framework-launching-properties}. Configuration is not taken from features: it lives in {@code conf/}, where an
 * admin sees it.
 *
 * @param bundles each once, in the order of file names and of the files
 * @param properties for the framework
 */
public record Features(List<FeatureBundle> bundles, Map<String, String> properties) {

    private static final String START_LEVEL = "bundleStartLevel";
    private static final String LAUNCHING_PROPERTIES = "framework-launching-properties";

    /** Where filters run, and whatever does not say otherwise. */
    static final int DEFAULT_START_LEVEL = 20;

    /**
     * Reads all {@code *.json} of a directory.
     *
     * @throws IOException naming the file that is not a feature
     */
    public static Features read(Path directory) throws IOException {
        Map<String, FeatureBundle> bundles = new LinkedHashMap<>();
        Map<String, String> properties = new LinkedHashMap<>();
        for (Path file : files(directory)) {
            Feature feature = parse(file);
            bundles(feature).forEach(bundle -> bundles.putIfAbsent(bundle.location(), bundle));
            properties.putAll(launchingProperties(feature));
        }
        return new Features(List.copyOf(bundles.values()), Map.copyOf(properties));
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    private static Feature parse(Path file) throws IOException {
        FeatureService service = ServiceLoader.load(FeatureService.class)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no OSGi feature service on the class path"));
        try (Reader reader = Files.newBufferedReader(file)) {
            return service.readFeature(reader);
        } catch (IOException | RuntimeException unreadable) {
            throw new IOException("feature file " + file + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static Collection<FeatureBundle> bundles(Feature feature) {
        return feature.getBundles().stream()
                .map(bundle -> new FeatureBundle(bundle.getID(), startLevel(bundle.getMetadata())))
                .toList();
    }

    private static int startLevel(Map<String, Object> metadata) {
        return metadata.get(START_LEVEL) instanceof Number level ? level.intValue() : DEFAULT_START_LEVEL;
    }

    private static Map<String, String> launchingProperties(Feature feature) {
        FeatureExtension extension = feature.getExtensions().get(LAUNCHING_PROPERTIES);
        if (extension == null) {
            return Map.of();
        }
        JsonObject json =
                Json.createReader(new StringReader(extension.getJSON())).readObject();
        return json.keySet().stream().collect(Collectors.toMap(Function.identity(), json::getString));
    }
}
