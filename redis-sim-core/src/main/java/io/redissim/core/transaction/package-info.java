/**
 * Owns: MULTI, EXEC, DISCARD, WATCH, UNWATCH: what is queued for each client, and which keys it
 * watches. Uses: command, client, keyspace. Never: runs a command but through {@link
 * io.redissim.core.command.CommandInvoker}.
 */
@NullMarked
package io.redissim.core.transaction;

import org.jspecify.annotations.NullMarked;
