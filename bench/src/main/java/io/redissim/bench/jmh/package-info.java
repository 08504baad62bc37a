/** Owns: a benchmark per stage of the path of a command. Uses: core. Never: sockets. */
@NullMarked
package io.redissim.bench.jmh;

import org.jspecify.annotations.NullMarked;
