package org.milterflux.filter.script.internal;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.milterflux.api.Edit;

/** What a word of the language does to a message: a script that says the word declares it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Effect {

    /** The kinds of edits it makes. */
    Edit.Kind[] edits() default {};

    /** Whether it reads the body. */
    boolean body() default false;
}
