/**
 * The footer filter: {@link org.milterflux.filter.footer.internal.FooterFilter} is the component,
 * {@link org.milterflux.filter.footer.internal.Footer} decides, the rest knows one thing of MIME each.
 */
@NullMarked
package org.milterflux.filter.footer.internal;

import org.jspecify.annotations.NullMarked;
