/** Owns: what the server tells about itself. Uses: command, client, keyspace. Never: engine. */
@NullMarked
package io.redissim.core.introspect;

import org.jspecify.annotations.NullMarked;
