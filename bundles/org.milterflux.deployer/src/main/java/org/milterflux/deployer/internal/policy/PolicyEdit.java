package org.milterflux.deployer.internal.policy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.milterflux.deployer.DeploymentException;

/** What the administrator wants changed in one policy file, applied to its text. */
final class PolicyEdit {

    private PolicyEdit() {}

    /**
     * The text with the settings.
     *
     * @param filter whose policy it is
     * @param before the text; empty when there is no file yet
     * @param settings as {@code key=value}; an empty value takes the key out
     * @throws DeploymentException naming what nobody understands, or saying that there is nothing to do
     */
    static String apply(String filter, String before, List<String> settings) throws DeploymentException {
        if (settings.isEmpty()) {
            throw new DeploymentException("nothing to do: say what, as in rank=5 or shadow=true");
        }
        PolicyText text = before.isEmpty()
                ? PolicyText.of("").with("filter", Literal.text(filter))
                : PolicyText.of(before).typed();
        Map<String, Object> old = text.values();
        for (String setting : settings) {
            text = with(text, setting);
        }
        Map<String, Object> changed = text.values();
        if (changed.equals(old)) {
            throw new DeploymentException("nothing to do: the policy of " + filter + " says so already");
        }
        requireSuitableReply(changed);
        return text.text();
    }

    /** Whether the core has anything to follow: that a key says what counts without it as well does not matter to it. */
    static boolean changesMeaning(String before, String after) throws DeploymentException {
        boolean comesOrGoes = before.isEmpty() || after.isEmpty();
        return comesOrGoes || !meaning(before).equals(meaning(after));
    }

    private static PolicyText with(PolicyText text, String setting) throws DeploymentException {
        int equals = setting.indexOf('=');
        if (equals < 0) {
            throw new DeploymentException(setting + ": write key=value, as in rank=5 or shadow=true");
        }
        PolicyKey key = PolicyKey.named(setting.substring(0, equals).strip());
        String value = setting.substring(equals + 1).strip();
        return value.isEmpty() ? text.without(key.word()) : text.with(key.word(), key.literal(value));
    }

    private static Map<String, String> meaning(String text) throws DeploymentException {
        Map<String, String> meaning = new TreeMap<>();
        PolicyText.of(text).values().forEach((key, value) -> meaning.put(key, value.toString()));
        for (PolicyKey key : PolicyKey.values()) {
            meaning.remove(key.word(), key.standard());
        }
        return meaning;
    }

    /** A reply is of use only beside an action that refuses, and must suit it. */
    private static void requireSuitableReply(Map<String, Object> values) throws DeploymentException {
        if (!values.containsKey(PolicyKey.FAILURE_REPLY.word())) {
            return;
        }
        String reply = values.get(PolicyKey.FAILURE_REPLY.word()).toString();
        String action = String.valueOf(values.get(PolicyKey.FAILURE.word()));
        boolean suits = switch (action) {
            case "tempfail" -> reply.startsWith("4");
            case "reject" -> reply.startsWith("5");
            case "shutdown" -> reply.startsWith("421");
            default -> false;
        };
        if (!suits) {
            throw new DeploymentException("failureReply=" + reply + ": give a 4xx reply with failure=tempfail, 5xx with"
                    + " failure=reject, 421 with failure=shutdown, and say which; the other actions refuse nothing");
        }
    }
}
