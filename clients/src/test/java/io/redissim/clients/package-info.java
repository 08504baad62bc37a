/**
 * Owns: what a user of Jedis and of Redisson does with a server. Uses: the server as a user starts
 * it. Never: anything inside of it.
 */
@NullMarked
package io.redissim.clients;

import org.jspecify.annotations.NullMarked;
