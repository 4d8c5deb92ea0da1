package org.milterflux.deployer.internal.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.milterflux.core.management.MtaOffer;

/** Looks for orders of filters in which one undoes what another did, and for needs that the MTAs do not meet. Pure. */
final class Linter {

    private static final String BODY = "BODY";

    private Linter() {}

    /** One line for each thing that is doubtful about a chain; what names a filter of {@code touched} is what counts. */
    static List<String> findings(List<Link> chain, Set<String> touched, List<MtaOffer> offers) {
        List<String> findings = new ArrayList<>();
        for (int i = 0; i < chain.size(); i++) {
            for (int j = i + 1; j < chain.size(); j++) {
                if (touched.contains(chain.get(i).filter())
                        || touched.contains(chain.get(j).filter())) {
                    order(chain.get(i), chain.get(j), findings);
                }
            }
            if (touched.contains(chain.get(i).filter())) {
                attributes(chain, i, findings);
                offers.forEach(offer -> needs(chain, offer, findings));
            }
        }
        return findings.stream().distinct().toList();
    }

    private static void order(Link first, Link second, List<String> findings) {
        if (first.effects().signs() && second.effects().edits().contains(BODY)) {
            findings.add(second.filter() + " (rank " + second.rank() + ") edits the body after " + first.filter()
                    + " (rank " + first.rank() + ") has signed it: give " + second.filter() + " a rank above "
                    + first.rank());
        }
        if (first.effects().signs() && second.effects().signs()) {
            findings.add(
                    first.filter() + " and " + second.filter() + " both sign: disable one, or give each a condition");
        }
    }

    private static void attributes(List<Link> chain, int reader, List<String> findings) {
        Link link = chain.get(reader);
        for (String attribute : link.effects().consumes()) {
            boolean before = chain.subList(0, reader).stream().anyMatch(other -> produces(other, attribute));
            if (before) {
                continue;
            }
            chain.stream()
                    .filter(other -> !other.equals(link) && produces(other, attribute))
                    .findFirst()
                    .ifPresentOrElse(
                            late -> findings.add(link.filter() + " (rank " + link.rank() + ") reads " + attribute
                                    + " before " + late.filter() + " (rank " + late.rank() + ") leaves it: give "
                                    + link.filter() + " a rank below " + late.rank()),
                            () -> findings.add(
                                    link.filter() + " reads " + attribute + ", which no filter of the chain leaves"));
        }
    }

    private static boolean produces(Link link, String attribute) {
        return link.effects().produces().contains(attribute);
    }

    private static void needs(List<Link> chain, MtaOffer offer, List<String> findings) {
        for (Link link : chain) {
            Set<String> actions = new TreeSet<>();
            link.effects().edits().forEach(edit -> actions.addAll(actions(edit)));
            actions.removeAll(offer.actions());
            if (!offer.actions().isEmpty() && !actions.isEmpty()) {
                findings.add(link.filter() + " may want " + String.join(", ", actions) + ", which the MTA of listener "
                        + offer.listener() + " does not offer");
            }
            Set<String> macros = new TreeSet<>(link.effects().macros());
            macros.removeAll(offer.macros());
            if (offer.messages() > 0 && !macros.isEmpty()) {
                findings.add(link.filter() + " looks at {" + String.join("}, {", macros)
                        + "}, which the MTA of listener " + offer.listener() + " has not sent so far");
            }
        }
    }

    private static Set<String> actions(String edit) {
        return switch (edit) {
            case "HEADERS" -> Set.of("ADD_HEADERS", "CHANGE_HEADERS");
            case BODY -> Set.of("CHANGE_BODY");
            case "RECIPIENTS" -> Set.of("ADD_RECIPIENT", "DELETE_RECIPIENT");
            case "SENDER" -> Set.of("CHANGE_SENDER");
            case "QUARANTINE" -> Set.of("QUARANTINE");
            default -> Set.of();
        };
    }
}
