package org.milterflux.filter.headers.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an administrator may set, as configuration editors show it; {@link HeaderRules#of} reads it. */
@ObjectClassDefinition(
        name = "Milterflux headers",
        description = "Removes, replaces, inserts and adds header fields, in this order. Values may hold {macro} or"
                + " {macro|otherwise}, such as {i}, {client_addr}, {helo}, {mail_addr}; {{ is a brace. A rule whose value"
                + " comes out empty is passed over.")
@interface HeadersConfiguration {

    @AttributeDefinition(
            name = "Remove",
            required = false,
            description = "'Name' (may hold * and ?), 'Name: glob' when the whole value matches without regard to case,"
                    + " 'Name ~ pattern' when the RE2 pattern is found in the value.")
    String[] remove() default {};

    @AttributeDefinition(
            name = "Replace",
            required = false,
            description =
                    "'Name: value' gives every field of the name the value. Words before the name: 'first' changes"
                            + " the first field only, 'or-add' adds one when there is none.")
    String[] replace() default {};

    @AttributeDefinition(
            name = "Insert",
            required = false,
            description = "'Name: value' puts a field below the Received line of the MTA, 'top Name: value' above it;"
                    + " several stand in the order written.")
    String[] insert() default {};

    @AttributeDefinition(
            name = "Add",
            required = false,
            description = "'Name: value' adds a field at the end of the header.")
    String[] add() default {};
}
