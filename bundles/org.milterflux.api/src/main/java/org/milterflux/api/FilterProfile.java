package org.milterflux.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * What a filter declares of itself: service properties, readable before its first call.
 *
 * <p>Without it the filter is called after its component, reads the body and may edit nothing.
 */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface FilterProfile {

    /** Prefix of the service properties: {@code milter.name}, {@code milter.edits}, {@code milter.body} and so on. */
    String PREFIX_ = "milter.";

    /**
     * The filter's id, by which the administrator names it. A factory configuration {@code <pid>~x} makes it
     * {@code name~x}, so that one bundle can stand in the chain several times.
     */
    String name();

    /** The edits it may make. Any other is refused, and the filter counts as failed for that message. */
    Edit.Kind[] edits() default {};

    /** Whether it reads {@link Message#body()}. When no filter does, the MTA need not send it. */
    boolean body() default true;

    /**
     * Macros it looks at beyond those both MTAs send by themselves, without braces: asked of the MTA on connections that
     * begin from now on.
     */
    String[] macros() default {};

    /** Whether it is shown recipients that the MTA itself refuses ({@code SMFIP_RCPT_REJ}), on connections from now on. */
    boolean rejectedRecipients() default false;

    /** Whether what it adds, such as a DKIM signature, breaks when a later filter edits the body. */
    boolean signs() default false;

    /** Names of attributes it leaves for later filters: what reads them must come after it. */
    String[] produces() default {};

    /** Names of attributes it reads: what leaves them must come before it. */
    String[] consumes() default {};
}
