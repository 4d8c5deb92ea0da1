package org.milterflux.itests.felix;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;

/** Runs inside the container, in a bundle of its own; the first argument comes from there. */
public final class InFelix {

    /** Every bundle runs, but for fragments, which are part of another. */
    public void everyBundleRuns(BundleContext context) {
        List<String> idle = new ArrayList<>();
        for (Bundle bundle : context.getBundles()) {
            boolean fragment = bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
            if (bundle.getState() != Bundle.ACTIVE && !fragment) {
                idle.add(bundle + " is in state " + bundle.getState());
            }
        }
        require(idle.isEmpty(), idle.toString());
    }

    /** There is exactly one service of the class. */
    public void oneServiceOf(BundleContext context, String type) throws InvalidSyntaxException {
        var references = context.getAllServiceReferences(type, null);
        require(references != null && references.length == 1, type + ": " + Arrays.toString(references));
    }

    /** Updates the bundle of that name from the URL, as any management agent would. */
    public void update(BundleContext context, String symbolicName, String url) throws Exception {
        Bundle bundle = Arrays.stream(context.getBundles())
                .filter(one -> symbolicName.equals(one.getSymbolicName()))
                .findFirst()
                .orElseThrow();
        try (var in = URI.create(url).toURL().openStream()) {
            bundle.update(in);
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
