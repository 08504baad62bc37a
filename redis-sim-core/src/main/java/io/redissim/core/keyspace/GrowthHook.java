package io.redissim.core.keyspace;

/**
 * Called before each array that the store takes from the heap, so that a test can let any of them
 * fail. Not called by operations that find the room they need.
 */
@FunctionalInterface
interface GrowthHook {
  GrowthHook NONE = () -> {};

  void beforeGrowth();
}
