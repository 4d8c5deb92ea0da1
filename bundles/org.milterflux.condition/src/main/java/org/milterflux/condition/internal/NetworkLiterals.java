package org.milterflux.condition.internal;

import dev.cel.bundle.Cel;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.validator.CelAstValidator;

/** Finds networks that are none when the condition is read, not when the first mail comes. */
final class NetworkLiterals implements CelAstValidator {

    @Override
    public void validate(CelNavigableAst ast, Cel cel, IssuesFactory issues) {
        ast.getRoot()
                .allNodes()
                .map(CelNavigableExpr::expr)
                .filter(expr -> expr.callOrDefault().function().equals(Language.IN_NETWORK))
                .flatMap(expr -> expr.call().args().stream())
                .filter(NetworkLiterals::isText)
                .forEach(text -> check(text, issues));
    }

    private static boolean isText(CelExpr expr) {
        return expr.constantOrDefault().getKind() == CelConstant.Kind.STRING_VALUE;
    }

    private static void check(CelExpr text, IssuesFactory issues) {
        try {
            Addresses.network(text.constant().stringValue());
        } catch (IllegalArgumentException e) {
            issues.addError(text.id(), String.valueOf(e.getMessage()));
        }
    }
}
