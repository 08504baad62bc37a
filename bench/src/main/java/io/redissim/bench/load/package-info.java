/** Owns: a cheap load generator over plain sockets. Uses: NIO, HdrHistogram. Never: our codec. */
@NullMarked
package io.redissim.bench.load;

import org.jspecify.annotations.NullMarked;
