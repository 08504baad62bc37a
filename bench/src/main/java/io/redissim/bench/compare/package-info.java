/** Owns: starting servers side by side, measuring and reporting. Uses: load. Never: our classes. */
@NullMarked
package io.redissim.bench.compare;

import org.jspecify.annotations.NullMarked;
