package io.redissim.core.introspect;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Counters of one engine, changed only behind its door. */
public final class Statistics {
  /** Different error codes that are told apart; scripts could make up any number of them. */
  private static final int MAX_ERROR_CODES = 128;

  /** Counts those beyond. */
  private static final String OVERFLOW = "ERRORSTATS_OVERFLOW";

  private static final int SAMPLE_MILLIS = 100;

  private long commands;
  private long errorReplies;
  private long internalErrors;
  private long expiredKeys;
  private long expiredSubkeys;
  private long bytesIn;
  private long bytesOut;
  private long rejectedConnections;
  private long reads;
  private long writes;
  private long expiryMicros;
  private long expirySlicesCut;
  private long inputLimitDisconnections;
  private long outputLimitDisconnections;
  private final Map<String, long[]> errorCodes = new TreeMap<>();

  private final Rate commandRate = new Rate();
  private final Rate inputRate = new Rate();
  private final Rate outputRate = new Rate();
  private final LoopStatistics loops = new LoopStatistics();
  private long sampledMillis;
  private long peakMemory;

  public void commandRan() {
    commands++;
  }

  /** {@code code}: the first word of the error. */
  public void errorReplied(String code) {
    errorReplies++;
    long[] count = errorCodes.get(code);
    if (count == null) {
      boolean full = errorCodes.size() >= MAX_ERROR_CODES;
      count = errorCodes.computeIfAbsent(full ? OVERFLOW : code, c -> new long[1]);
    }
    count[0]++;
  }

  public void internalError() {
    internalErrors++;
  }

  public void keyExpired() {
    expiredKeys++;
  }

  /** A field of a hash is gone because its deadline has passed. */
  public void subkeyExpired() {
    expiredSubkeys++;
  }

  public void traffic(long in, long out) {
    bytesIn += in;
    bytesOut += out;
    if (in > 0) {
      reads++;
    }
    if (out > 0) {
      writes++;
    }
  }

  /** A client was ended for a request that is too long. */
  public void inputLimitReached() {
    inputLimitDisconnections++;
  }

  /** A client was ended for what it leaves unread. */
  public void outputLimitReached() {
    outputLimitDisconnections++;
  }

  /** Removing keys past their deadline took so long. */
  public void expiryTook(long micros) {
    expiryMicros += micros;
  }

  /** Removing keys past their deadline was put off, for it took too long at once. */
  public void expiryCutShort() {
    expirySlicesCut++;
  }

  /** The turns of event loops. */
  public LoopStatistics loops() {
    return loops;
  }

  public void connectionRejected() {
    rejectedConnections++;
  }

  /** Call it often: ten times a second it looks how fast the counters grow. */
  public void tick(long nowMillis) {
    long elapsed = nowMillis - sampledMillis;
    if (elapsed >= SAMPLE_MILLIS) {
      commandRate.sample(commands, elapsed);
      inputRate.sample(bytesIn, elapsed);
      outputRate.sample(bytesOut, elapsed);
      loops.sample(elapsed);
      sampledMillis = nowMillis;
    }
  }

  /** Bytes in use now. */
  public void memoryUsed(long bytes) {
    peakMemory = Math.max(peakMemory, bytes);
  }

  /** The most of {@link #memoryUsed}. */
  public long peakMemory() {
    return peakMemory;
  }

  public long commandsPerSecond() {
    return commandRate.perSecond();
  }

  public long bytesInPerSecond() {
    return inputRate.perSecond();
  }

  public long bytesOutPerSecond() {
    return outputRate.perSecond();
  }

  public long commands() {
    return commands;
  }

  public long errorReplies() {
    return errorReplies;
  }

  public long internalErrors() {
    return internalErrors;
  }

  public long expiredKeys() {
    return expiredKeys;
  }

  public long expiredSubkeys() {
    return expiredSubkeys;
  }

  public long bytesIn() {
    return bytesIn;
  }

  public long bytesOut() {
    return bytesOut;
  }

  long reads() {
    return reads;
  }

  long writes() {
    return writes;
  }

  long expirySlicesCut() {
    return expirySlicesCut;
  }

  long expiryMillis() {
    return expiryMicros / 1000;
  }

  long inputLimitDisconnections() {
    return inputLimitDisconnections;
  }

  long outputLimitDisconnections() {
    return outputLimitDisconnections;
  }

  public long rejectedConnections() {
    return rejectedConnections;
  }

  /** Replies by error code; each value is an array of one count. */
  public Map<String, long[]> errorCodes() {
    return Collections.unmodifiableMap(errorCodes);
  }

  /** {@code CONFIG RESETSTAT}. */
  public void reset() {
    commands = 0;
    errorReplies = 0;
    expiredKeys = 0;
    expiredSubkeys = 0;
    bytesIn = 0;
    bytesOut = 0;
    rejectedConnections = 0;
    reads = 0;
    writes = 0;
    expiryMicros = 0;
    expirySlicesCut = 0;
    inputLimitDisconnections = 0;
    outputLimitDisconnections = 0;
    loops.reset();
    peakMemory = 0;
    commandRate.reset();
    inputRate.reset();
    outputRate.reset();
    errorCodes.clear();
  }
}
