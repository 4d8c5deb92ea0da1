package org.milterflux.filter.script.internal;

import java.util.List;
import java.util.Set;
import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.MethodPointerExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;
import org.codehaus.groovy.syntax.Types;

/**
 * Reads a script while it is compiled: which words it uses, and whether texts that are written out in it, such as networks,
 * are what they should be.
 */
final class Reading extends CompilationCustomizer {

    private static final Set<String> ADDRESS_PARTS = Set.of("domain", "local");

    private final Words words;

    Reading(Words words) {
        super(CompilePhase.SEMANTIC_ANALYSIS);
        this.words = words;
    }

    @Override
    public void call(SourceUnit source, GeneratorContext context, ClassNode type) {
        new Visitor(source).visitClass(type);
    }

    private final class Visitor extends ClassCodeVisitorSupport {

        private final SourceUnit source;

        Visitor(SourceUnit source) {
            this.source = source;
        }

        @Override
        protected SourceUnit getSourceUnit() {
            return source;
        }

        @Override
        public void visitMethodCallExpression(MethodCallExpression call) {
            String method = call.getMethodAsString();
            if (method != null) {
                words.called(method);
                List<String> texts = texts(call.getArguments());
                if (!texts.isEmpty()) {
                    check(method, texts, call);
                    if (method.equals("macro")) {
                        words.macro(texts.get(0));
                    } else if (method.equals("scan")) {
                        words.consumes(texts.get(0));
                    }
                }
            }
            super.visitMethodCallExpression(call);
        }

        private void check(String method, List<String> texts, MethodCallExpression call) {
            try {
                Literals.check(method, texts, count(call.getArguments()));
            } catch (IllegalArgumentException e) {
                addError(String.valueOf(e.getMessage()), call);
            }
        }

        @Override
        public void visitMethodPointerExpression(MethodPointerExpression pointer) {
            words.called(pointer.getMethodName().getText());
            super.visitMethodPointerExpression(pointer);
        }

        @Override
        public void visitPropertyExpression(PropertyExpression property) {
            String name = String.valueOf(property.getPropertyAsString());
            words.read(name);
            if (property.isSpreadSafe() && ADDRESS_PARTS.contains(name)) {
                addError("Groovy cannot do that with parts of addresses; write collect { it." + name + " }", property);
            }
            super.visitPropertyExpression(property);
        }

        @Override
        public void visitVariableExpression(VariableExpression variable) {
            words.read(variable.getName());
            super.visitVariableExpression(variable);
        }

        @Override
        public void visitBinaryExpression(BinaryExpression expression) {
            if (Types.ofType(expression.getOperation().getType(), Types.ASSIGNMENT_OPERATOR)) {
                assigned(expression.getLeftExpression());
                expression.getRightExpression().visit(this);
                return;
            }
            if (isAttribute(expression)) {
                texts(new TupleExpression(expression.getRightExpression())).forEach(words::consumes);
            }
            super.visitBinaryExpression(expression);
        }

        private void assigned(Expression target) {
            if (target instanceof PropertyExpression property) {
                words.set(String.valueOf(property.getPropertyAsString()));
            } else if (target instanceof VariableExpression variable) {
                words.set(variable.getName());
            }
            if (!(target instanceof BinaryExpression element && isAttribute(element))) {
                target.visit(this);
            }
        }

        private static boolean isAttribute(BinaryExpression expression) {
            return expression.getOperation().getType() == Types.LEFT_SQUARE_BRACKET
                    && expression.getLeftExpression().getText().equals("attributes");
        }

        private static int count(Expression arguments) {
            return arguments instanceof TupleExpression several
                    ? several.getExpressions().size()
                    : 0;
        }

        /** The first arguments, as far as they are texts that are written out. */
        private static List<String> texts(Expression arguments) {
            if (!(arguments instanceof TupleExpression several)) {
                return List.of();
            }
            return several.getExpressions().stream()
                    .takeWhile(each ->
                            each instanceof ConstantExpression constant && constant.getValue() instanceof String)
                    .map(Expression::getText)
                    .toList();
        }
    }
}
