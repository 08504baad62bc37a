/**
 * Owns: lists, small ones packed and large ones in nodes, and their commands. Uses: keyspace,
 * listpacks. Never: one object per element.
 */
@NullMarked
package io.redissim.core.type.list;

import org.jspecify.annotations.NullMarked;
