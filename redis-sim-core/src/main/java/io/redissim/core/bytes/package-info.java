/**
 * Owns: keys, ASCII numbers and letters, glob patterns and checksums over plain byte arrays. Uses:
 * nothing. Never: strings on the hot path.
 */
@NullMarked
package io.redissim.core.bytes;

import org.jspecify.annotations.NullMarked;
