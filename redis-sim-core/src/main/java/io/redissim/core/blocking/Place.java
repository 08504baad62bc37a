package io.redissim.core.blocking;

import org.jspecify.annotations.Nullable;

/** Where one client stands in the queue of one key. */
final class Place {
  final Waiter waiter;
  final KeyQueue queue;
  @Nullable Place before;
  @Nullable Place behind;

  Place(Waiter waiter, KeyQueue queue) {
    this.waiter = waiter;
    this.queue = queue;
  }
}
