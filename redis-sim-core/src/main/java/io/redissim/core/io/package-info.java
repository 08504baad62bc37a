/**
 * Owns: the doors to the outside, as narrow as what goes through them: links to other servers.
 * Uses: nothing. Never: sockets, which stand behind the doors; what is said over a link.
 */
@NullMarked
package io.redissim.core.io;

import org.jspecify.annotations.NullMarked;
