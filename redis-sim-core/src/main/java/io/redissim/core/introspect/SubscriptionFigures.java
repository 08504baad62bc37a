package io.redissim.core.introspect;

/**
 * How many channels, patterns and shard channels have subscribers, and how many clients those are.
 */
public record SubscriptionFigures(int channels, int patterns, int shardChannels, int clients) {}
