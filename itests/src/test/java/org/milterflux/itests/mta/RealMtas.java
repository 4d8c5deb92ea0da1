package org.milterflux.itests.mta;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** Marks scenarios that need a real Postfix and a real Sendmail; {@code itests/all --without-mtas} leaves them out. */
@Tag("mta")
@ExtendWith(Mtas.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface RealMtas {}
