package org.milterflux.condition.internal;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelVarDecl;
import dev.cel.common.ast.CelReference;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.validator.CelValidator;
import dev.cel.validator.CelValidatorFactory;
import dev.cel.validator.validators.RegexLiteralValidator;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import org.milterflux.core.condition.ConditionException;
import org.milterflux.core.condition.Scope;

/** CEL with our variables and two functions of our own. Conditions are checked for types, and must give bool. */
final class Language {

    static final String IN_NETWORK = "inNetwork";
    private static final String IN_DOMAIN = "inDomain";
    private static final String IN_NETWORK_ID = "string_inNetwork_string";
    private static final String IN_DOMAIN_ID = "string_inDomain_string";

    /** Bounds nested loops over recipients, which an SMTP client can make many. */
    private static final CelOptions OPTIONS = CelOptions.current()
            .comprehensionMaxIterations(1_000_000)
            .enableHeterogeneousNumericComparisons(true)
            .build();

    private final CelCompiler compiler = CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addLibraries(CelExtensions.strings())
            .addVarDeclarations(Arrays.stream(Variable.values())
                    .map(variable -> CelVarDecl.newVarDeclaration(variable.title(), variable.type()))
                    .toList())
            .addFunctionDeclarations(test(IN_NETWORK, IN_NETWORK_ID), test(IN_DOMAIN, IN_DOMAIN_ID))
            .setResultType(SimpleType.BOOL)
            .build();

    private final CelRuntime runtime = CelRuntimeFactory.plannerRuntimeBuilder()
            .setOptions(OPTIONS)
            .addLibraries(CelExtensions.strings())
            .addFunctionBindings(
                    CelFunctionBinding.from(IN_NETWORK_ID, String.class, String.class, Addresses::isIn),
                    CelFunctionBinding.from(IN_DOMAIN_ID, String.class, String.class, Domains::contains))
            .build();

    private final CelValidator validator = CelValidatorFactory.standardCelValidatorBuilder(compiler, runtime)
            .addAstValidators(RegexLiteralValidator.INSTANCE, new NetworkLiterals())
            .build();

    CelCondition compile(String expression) throws ConditionException {
        try {
            CelAbstractSyntaxTree checked = validator
                    .validate(compiler.compile(expression, "condition").getAst())
                    .getAst();
            return new CelCondition(expression, scope(checked), runtime.createProgram(checked));
        } catch (CelValidationException | CelEvaluationException e) {
            throw new ConditionException(String.valueOf(e.getMessage()));
        }
    }

    private static Scope scope(CelAbstractSyntaxTree checked) {
        return checked.getReferenceMap().values().stream()
                .map(CelReference::name)
                .map(Variable::named)
                .flatMap(Optional::stream)
                .map(Variable::scope)
                .max(Comparator.naturalOrder())
                .orElse(Scope.CONNECTION);
    }

    private static CelFunctionDecl test(String name, String id) {
        return CelFunctionDecl.newFunctionDeclaration(
                name, CelOverloadDecl.newMemberOverload(id, SimpleType.BOOL, SimpleType.STRING, SimpleType.STRING));
    }
}
