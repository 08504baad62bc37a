/** Owns: the clock and what waits on it. Uses: nothing. Never: the wall clock itself. */
@NullMarked
package io.redissim.core.time;

import org.jspecify.annotations.NullMarked;
